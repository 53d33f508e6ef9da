import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendOver, signed, type Plain } from './client.js'
import { scriptOf, start, type Running, type Script } from './process.js'

const megabyte = 1024 * 1024
let script: Script

beforeAll(async () => {
  script = await scriptOf('memory-child.ts')
})

afterAll(() => script.remove())

const dated = (plain: Plain): Plain => {
  const date = ['date', new Date().toUTCString()] as const
  return { ...plain, headers: [...(plain.headers ?? []), date] }
}

async function put(url: string, target: string, size: number): Promise<void> {
  const body = new Uint8Array(size).fill(target.length)
  await sendOver(url, dated({ method: 'PUT', target, body }))
}

/** The MD5 of an object, read in a stream. */
async function md5Of(url: string, target: string): Promise<string> {
  const response = await fetch(url + target, { headers: signed(dated({ method: 'GET', target })) })
  const hash = createHash('md5')
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
    hash.update(chunk)
  return hash.digest('hex')
}

/** How much the process grows over 256 MiB that go in and come out, beyond what small bodies need. */
async function growth({ url, ask }: Running): Promise<number> {
  await sendOver(url, dated({ method: 'PUT', target: '/bucket/' }))
  for (let count = 0; count < 96; count += 1) {
    await put(url, '/bucket/small', megabyte)
    await md5Of(url, '/bucket/small')
  }
  const before = Number(await ask('size'))
  const found = new Set<string>()
  for (let count = 0; count < 4; count += 1) {
    await put(url, `/bucket/large-${count}`, 64 * megabyte)
    found.add(await md5Of(url, `/bucket/large-${count}`))
  }
  const expected = createHash('md5').update(new Uint8Array(64 * megabyte).fill(15))
  expect([...found]).toEqual([expected.digest('hex')])
  return Number(await ask('size')) - before
}

it('takes and gives bodies of 64 MiB without ever holding one in memory', async () => {
  const server = await start(script, [script.folder], ['--max-old-space-size=64'])
  try {
    expect(await growth(server)).toBeLessThan(64 * megabyte)
  } finally {
    await server.end('SIGKILL')
  }
}, 120_000)
