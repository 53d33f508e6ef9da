// Runs a script of the emulator as a process of its own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'

/** A script that Node can run, in a folder of its own. */
export interface Script {
  readonly file: string
  /** An empty folder beside it. */
  readonly folder: string
  remove(): Promise<void>
}

export interface Running {
  /** Where it listens. */
  readonly url: string
  /** All that it has written so far, or since it was asked. */
  text(): string
  /** Sends a signal and waits until the process has ended. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Sends it a line, and gives the first line of its answer. */
  ask(line: string): Promise<string>
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** Makes a script of a file and all that it imports. */
export async function scriptOf(source: string): Promise<Script> {
  const place = await mkdtemp(join(tmpdir(), 'emulator-'))
  const file = join(place, 'script.mjs')
  const entry = fileURLToPath(new URL(source, import.meta.url))
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  return { file, folder: join(place, 'data'), remove: () => rm(place, { recursive: true }) }
}

/** Starts a script that tells where it listens. */
export async function start(
  { file }: Script,
  words: readonly string[],
  options: readonly string[] = [],
): Promise<Running> {
  const child = spawn(process.execPath, [...options, file, ...words])
  let text = ''
  const told = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const [, found] = pattern.exec(text) ?? []
        if (found === undefined) return
        child.stdout.off('data', look)
        child.off('exit', fail)
        resolve(found)
      }
      const fail = (): void => {
        reject(new Error(`The process has ended: ${text}`))
      }
      child.stdout.on('data', look)
      child.once('exit', fail)
      look()
    })
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'exit')
  // A test that fails must not leave it behind.
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const url = await told(/^endpoint {3}(http:\S+)\n/m)
  return {
    url,
    text: () => text,
    async end(signal) {
      child.kill(signal)
      await ended
    },
    ask(line) {
      text = ''
      child.stdin.write(`${line}\n`)
      return told(/^(.*)\n/m)
    },
  }
}

/** Runs a script that ends by itself. */
export async function run({ file }: Script, words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [file, ...words])
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, error }
}
