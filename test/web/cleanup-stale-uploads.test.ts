import { CreateBucketCommand, CreateMultipartUploadCommand } from '@oos-js/commands'
import { createEmulator } from '@oos-js/emulator'
import { cleanupStaleUploads } from '@oos-js/web'
import { afterEach, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'
import { Bucket } from '../support/seed.ts'

const hour = 3_600_000

afterEach(() => {
  vi.restoreAllMocks()
})

/** Uploads that began so many hours ago, two to a page of the listing. */
async function begunAgo(uploads: Readonly<Record<string, number>>) {
  let time = Date.now()
  const clock = { now: () => time }
  const emulator = createEmulator({ clock, limits: { page: 2 } })
  const client = createClient({ fetch: inProcess(emulator), clock })
  await client.send(new CreateBucketCommand({ Bucket }))
  const now = time
  for (const [Key, hours] of Object.entries(uploads)) {
    time = now - hours * hour
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
  }
  time = now
  return { emulator, client, left: () => emulator.uploads.size }
}

const keysOf = (uploads: readonly { readonly Key: string }[]) =>
  uploads.map(({ Key }) => Key).sort()

it('Req 14c: removes the uploads that are older, page by page, and no other', async () => {
  const { client, left } = await begunAgo({ a: 1, b: 30, c: 30, d: 2, e: 25, f: 30, g: 23 })
  const { aborted, failed } = await cleanupStaleUploads(client, { Bucket, olderThan: 24 * hour })
  expect([keysOf(aborted), failed, left()]).toEqual([['b', 'c', 'e', 'f'], [], 3])
})

it('Req 14c: goes by the clock of the service, not by that of this machine', async () => {
  const { client, left } = await begunAgo({ a: 1, b: 30 })
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 48 * hour)
  const { aborted } = await cleanupStaleUploads(client, { Bucket, olderThan: 24 * hour })
  expect([keysOf(aborted), left()]).toEqual([['b'], 1])
})

it('Req 14c: takes a moment as well, and a prefix', async () => {
  const { client, left } = await begunAgo({ 'a/1': 30, 'a/2': 1, 'b/1': 30 })
  const olderThan = new Date(Date.now() - 24 * hour)
  const { aborted } = await cleanupStaleUploads(client, { Bucket, olderThan, prefix: 'a/' })
  expect([keysOf(aborted), left()]).toEqual([['a/1'], 2])
})

it('Req 14c: tells which could not be removed, and why, and removes the others', async () => {
  const { emulator, client, left } = await begunAgo({ a: 30, b: 30, c: 30 })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const refused = emulator.faults.on({ operation: 'AbortMultipartUpload', key: 'b' })
  refused.fail('AccessDenied').times(Infinity)
  const { aborted, failed } = await cleanupStaleUploads(client, { Bucket, olderThan: hour })
  expect([keysOf(aborted), left()]).toEqual([['a', 'c'], 1])
  expect(failed).toMatchObject([{ Key: 'b', error: { code: 'AccessDenied' } }])
})

it('Req 14c: removes nothing without an age', async () => {
  const { client, left } = await begunAgo({ a: 30 })
  const error = await failure(cleanupStaleUploads(client, { Bucket, olderThan: NaN }))
  expect([error.code, error.member, left()]).toEqual(['InvalidInput', 'olderThan', 1])
})
