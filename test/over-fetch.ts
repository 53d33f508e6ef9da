import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './tools/root.ts'

/** Helpers that answer what clients send over `fetch`: servers on loopback, and the emulator behind MSW. */
const helpers = /\/support\/(raw-server|served-emulator|holding-server|msw)\.ts'/

const folders = ['commands', 'core', 'reliability', 'web']

/** The tests in Node whose clients send over the platform's `fetch`. */
export function filesOverFetch(): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.startsWith('node-transport'))
      .map((file) => `test/${folder}/${file}`)
      .filter((file) => helpers.test(readFileSync(join(root, file), 'utf8'))),
  )
}
