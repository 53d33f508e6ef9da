import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { logRequests, OosClient, verifyContent } from '@oos-js/core'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { transform } from 'esbuild'
import { expect, it, vi } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { root } from '../tools/root.ts'

const page = readFileSync(join(root, 'docs/middleware.md'), 'utf8')

/** Runs the block under a heading, then stores and fetches an object. */
async function tour(heading: string, given: Readonly<Record<string, unknown>>) {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const [, block = ''] = /^```ts\n(.*?)^```$/ms.exec(section) ?? []
  expect(block).not.toBe('')
  const emulator = createEmulator()
  const client = new OosClient({
    endpoint: 'http://oos.test',
    credentials: defaultAccount,
    fetch: inProcess(emulator),
  })
  await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
  const { code } = await transform(block, { loader: 'ts' })
  const context = { client, logRequests, verifyContent, ...given }
  compileFunction(code, Object.keys(context))(...Object.values(context))
  const object = { Bucket: 'photos', Key: 'cat.jpg' }
  await client.send(new PutObjectCommand({ ...object, Body: 'a' }))
  const output = await client.send(new GetObjectCommand(object))
  return { ...output, text: await output.Body.text() }
}

it('shows a header that is signed and arrives', async () => {
  expect((await tour('A header of your own', {})).Metadata).toEqual({ team: 'search' })
})

it('shows metrics that see each call', async () => {
  const record = vi.fn()
  await tour('Metrics', { record })
  expect(record.mock.calls).toEqual([
    ['PutObject', expect.any(Number), 1],
    ['GetObject', expect.any(Number), 1],
  ])
})

it('shows tracing that sees each attempt', async () => {
  const spans: object[] = []
  const startSpan = (name: string, details: object) => ({
    set: (more: object) => spans.push({ name, ...details, ...more }),
    end: () => spans.push({ ended: name }),
  })
  await tour('Tracing', { startSpan })
  expect(spans).toMatchObject([
    { name: 'PutObject', attempt: 1, status: 200, requestId: expect.any(String) },
    { ended: 'PutObject' },
    { name: 'GetObject', attempt: 1, status: 200 },
    { ended: 'GetObject' },
  ])
})

it('shows the log and the verification', async () => {
  const info = vi.spyOn(console, 'info').mockReturnValue()
  expect((await tour('In the box', { console })).text).toBe('a')
  expect(info).toHaveBeenCalledTimes(2)
  info.mockRestore()
})
