import { DeleteObjectsCommand } from '@oos-js/commands'
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket, createBucket, seedObjects } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

beforeEach(() => createBucket(client))

const deleteAll = (keys: readonly string[], Quiet?: boolean) =>
  client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Quiet, Objects: keys.map((Key) => ({ Key })) } }),
  )

describe('DeleteObjectsCommand', () => {
  it('posts the keys as XML', async () => {
    let body: unknown
    client.use(
      'look',
      (call, next) => {
        body = call.request.body
        return next(call)
      },
      { step: 'wire' },
    )
    await deleteAll(['a', '<b>&"\''], false)
    expect(lastSent(emulator)).toMatchObject({
      method: 'POST',
      path: '/bucket/',
      query: { delete: '' },
    })
    expect(body).toBe(
      '<Delete><Quiet>false</Quiet><Object><Key>a</Key></Object>' +
        '<Object><Key>&lt;b&gt;&amp;&quot;&apos;</Key></Object></Delete>',
    )
    const md5 = createHash('md5').update(String(body)).digest('base64')
    expect(lastSent(emulator).headers['content-md5']).toBe(md5)
  })

  it('tells what is deleted, in the order asked for', async () => {
    seedObjects(emulator, ['a', 'b', 'c'])
    const { $metadata, ...output } = await deleteAll(['c', 'missing', 'a'])
    expect(output).toEqual({
      Deleted: [{ Key: 'c' }, { Key: 'missing' }, { Key: 'a' }],
      Errors: [],
    })
    expect($metadata.status).toBe(200)
    expect(emulator.buckets.get(Bucket)?.objects.keys()).toEqual(['b'])
  })

  it('tells nothing but failures when asked to be quiet', async () => {
    seedObjects(emulator, ['a', 'b'])
    emulator.faults.on({ operation: 'DeleteObjects', key: 'b' }).fail('InternalError')
    const { Deleted, Errors } = await deleteAll(['a', 'b'], true)
    expect([Deleted, Errors.map(({ Key }) => Key)]).toEqual([[], ['b']])
  })

  it('resolves with the keys that could not be deleted', async () => {
    seedObjects(emulator, ['a', 'b'])
    emulator.faults
      .on({ operation: 'DeleteObjects', key: 'a' })
      .fail('AccessDenied', { message: 'Not <yours>' })
    const { Deleted, Errors } = await deleteAll(['a', 'b'])
    expect(Deleted).toEqual([{ Key: 'b' }])
    expect(Errors).toEqual([{ Key: 'a', Code: 'AccessDenied', Message: 'Not <yours>' }])
  })

  it('deletes no other key, whatever a key looks like', async () => {
    const keys = ['</Key><Key>other', 'a\nb', 'a\rb', 'other']
    seedObjects(emulator, keys)
    const { Deleted } = await deleteAll(keys.slice(0, 3))
    expect(Deleted.map(({ Key }) => Key)).toEqual(keys.slice(0, 3))
    expect(emulator.buckets.get(Bucket)?.objects.keys()).toEqual(['other'])
  })

  it('deletes a thousand keys', async () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `key ${index}`)
    seedObjects(emulator, keys)
    const { Deleted } = await deleteAll(keys)
    expect([Deleted.length, emulator.buckets.get(Bucket)?.objects.size]).toEqual([1000, 0])
  })

  it.each([
    ['no key', []],
    ['more than a thousand keys', Array.from({ length: 1001 }, () => 'k')],
  ])('refuses %s before anything is sent', async (_, keys) => {
    const before = emulator.requests.length
    const error = await failure(deleteAll(keys))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Delete.Objects'])
    expect(emulator.requests).toHaveLength(before)
  })

  it('names the key that XML cannot carry', async () => {
    const error = await failure(deleteAll(['a', '\u0001']))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Delete.Objects[1].Key'])
  })
})
