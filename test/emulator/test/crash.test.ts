import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWriter, type Writer } from './crash-writer.js'
import { scriptOf, start, type Script } from './process.js'

let script: Script

beforeAll(async () => {
  script = await scriptOf('../src/cli.ts')
})

afterAll(() => script.remove())

// A generator of numbers that repeat from run to run (mulberry32).
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

it('loses and tears nothing when it is killed 20 times during 1,000 writes', async () => {
  const random = numbers(1)
  // How many writes there are before each kill: from hardly any to 100. Others are under way then.
  const counts = Array.from({ length: 20 }, (_, index) => 1 + Math.ceil((index * 99) / 19))
  expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(1000)
  const writers = Array.from({ length: 8 }, (_, index) => createWriter(`bucket-${index}`, random))
  for (const count of [...counts, undefined]) {
    const server = await start(script, ['--data', script.folder])
    const differences = await Promise.all(writers.map((writer) => writer.check(server.url)))
    expect(differences.flat()).toEqual([])
    if (count === undefined) await server.end('SIGTERM')
    else await writeUntilKilled(writers, server, count)
  }
}, 120_000)

async function writeUntilKilled(
  writers: readonly Writer[],
  server: { readonly url: string; end(signal: 'SIGKILL'): Promise<void> },
  count: number,
): Promise<void> {
  let written = 0
  let end: Promise<void> | undefined
  const isOver = (): boolean => end !== undefined
  const onWritten = (): void => {
    written += 1
    if (written === count) end = server.end('SIGKILL')
  }
  await Promise.all(writers.map((writer) => writer.write(server.url, onWritten, isOver)))
  await end
}
