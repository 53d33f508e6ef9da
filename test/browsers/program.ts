import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A program that runs until it is stopped, or this process ends. */
export interface Program {
  /** Settles with the first line that it writes; rejects if it ends before. */
  firstLine(): Promise<string>
  /** Rejects when it could not be started, or when it ends before it is stopped. */
  readonly ended: Promise<never>
  stop(): Promise<void>
}

/** Starts a program whose errors are kept to be told if it ends too early. */
export function startProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.removeListener('exit', kill))
  const ended = endOf(child, file)
  ended.catch(() => undefined)
  return {
    ended,
    firstLine: () => Promise.race([lineOf(child), ended]),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGTERM')
      await exit
    },
  }
}

async function lineOf({ stdout }: ChildProcess): Promise<string> {
  let text = ''
  for await (const piece of stdout ?? []) {
    text += String(piece)
    if (text.includes('\n')) break
  }
  return text.split('\n')[0] ?? ''
}

async function endOf(child: ChildProcess, file: string): Promise<never> {
  let said = ''
  child.stderr?.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)))
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  throw new Error(`${file} ended with ${code ?? signal}: ${said}`)
}
