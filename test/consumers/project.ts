import { execFile } from 'node:child_process'
import { cp, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

/** Makes a fresh project of those in `projects/`, with the packed packages installed; gives its folder. */
export async function createProject(name: string): Promise<string> {
  const workshop = inject('workshop')
  const folder = await mkdtemp(join(workshop, `${name}-`))
  await cp(join(import.meta.dirname, 'projects', name), folder, { recursive: true })
  await cp(join(workshop, 'packed/node_modules'), join(folder, 'node_modules'), { recursive: true })
  return folder
}

/** Runs a program in a project and gives what it prints; rejects with that if it fails. */
export async function run(folder: string, file: string, ...words: string[]): Promise<string> {
  const options = { cwd: folder, env: environment() }
  const { stdout } = await promisify(execFile)(file, words, options).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${file} ${words.join(' ')} failed:\n${stdout}${stderr}`)
  })
  return stdout.trim()
}

/** The path of a program that package.json brings. */
export function tool(name: string): string {
  return join(inject('workshop'), 'node_modules/.bin', name)
}

/** That of a terminal, without what the test runner adds. */
export function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV$)/.test(name))
  return { ...Object.fromEntries(own), NEXT_TELEMETRY_DISABLED: '1' }
}
