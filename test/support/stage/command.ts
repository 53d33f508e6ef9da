// Runs in Node and is loaded with vitest's configuration: what it needs of the repository is imported
// late, through the project, whose aliases lead to the sources.
import { fileURLToPath } from 'node:url'
import type { BrowserCommand } from 'vitest/node'
import type { StageHost } from './host.ts'

/** Calls a function of a {@link StageHost}. */
type StageCommand = <Name extends keyof StageHost>(
  name: Name,
  ...args: Parameters<StageHost[Name]>
) => ReturnType<StageHost[Name]>

declare module 'vitest/internal/browser' {
  interface BrowserCommands {
    stage: StageCommand
  }
}

const file = fileURLToPath(new URL('host.ts', import.meta.url))

/** Vitest's browser command `stage`: what tests in a page ask of Node. */
export const stage: BrowserCommand<[name: keyof StageHost, ...args: unknown[]]> = async (
  { project },
  name,
  ...args
) => {
  const { host } = await project.import<{ host: StageHost }>(file)
  return (host[name] as (...given: unknown[]) => unknown)(...args)
}
