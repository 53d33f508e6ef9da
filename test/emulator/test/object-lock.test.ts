import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  emulatorAt,
  get,
  md5Base64,
  now,
  put,
  send,
  values,
  type Answer,
  type Pairs,
} from './client.js'
import { post, signForm } from './post-form.js'

const day = 24 * 60 * 60 * 1000
// Counted from the object's second on; it is free one second after that.
const free = now + 7 * day + 1000

let emulator: Emulator
let time: number

beforeEach(async () => {
  time = now
  emulator = emulatorAt(now, { clock: { now: () => time } })
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', 'body')
  await lock('<Days>7</Days>')
})

describe('an object that is retained', () => {
  it.each([
    ['delete', 'DELETE', '/bucket/key', []],
    ['replace', 'PUT', '/bucket/key', []],
    [
      'copy onto',
      'PUT',
      '/bucket/key',
      [
        ['x-amz-copy-source', '/bucket/key'],
        ['x-amz-metadata-directive', 'REPLACE'],
      ],
    ],
  ] as const)('cannot be changed by %s until it is free', async (_, method, target, headers) => {
    time = free - 1
    const before = await act(method, target, headers)
    expect([before.status, code(before)]).toEqual([403, 'AccessDenied'])
    expect((await act('GET', target)).text).toBe('body')
    time = free
    expect((await act(method, target, headers)).status).toBeLessThan(300)
  })

  it('cannot be replaced by a form', async () => {
    const form = signForm([{ bucket: 'bucket' }, ['eq', '$key', 'key']])
    expect(code(await post(emulator, { key: 'key', ...form }))).toBe('AccessDenied')
  })

  it('cannot be replaced by a multipart upload, which stays', async () => {
    const created = await act('POST', '/bucket/key?uploads')
    const [uploadId = ''] = values(created.text, 'UploadId')
    const part = await act('PUT', `/bucket/key?partNumber=1&uploadId=${uploadId}`, [], 'part')
    const etag = part.headers.get('etag') ?? ''
    const listed = `<Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part>`
    const body = `<CompleteMultipartUpload>${listed}</CompleteMultipartUpload>`
    const target = `/bucket/key?uploadId=${uploadId}`
    expect(code(await act('POST', target, [], body))).toBe('AccessDenied')
    time = free
    expect((await act('POST', target, [], body)).status).toBe(200)
  })

  it('stays alone when many are deleted', async () => {
    time = now + 10 * day
    await act('PUT', '/bucket/new', [], 'new')
    const objects = ['key', 'new', 'none'].map((key) => `<Object><Key>${key}</Key></Object>`)
    const body = `<Delete>${objects.join('')}</Delete>`
    const answer = await act('POST', '/bucket/?delete', [['content-md5', md5Base64(body)]], body)
    expect(values(answer.text, 'Code')).toEqual(['AccessDenied'])
    expect(values(answer.text, 'Key')).toEqual(['key', 'new', 'none'])
    expect(emulator.buckets.get('bucket')?.objects.keys()).toEqual(['new'])
  })

  it('is deleted by a lifecycle only at the midnight after it is free', async () => {
    const expiration = '<Expiration><Days>1</Days></Expiration>'
    const rule = `<Rule><Prefix></Prefix><Status>Enabled</Status>${expiration}</Rule>`
    const body = `<LifecycleConfiguration>${rule}</LifecycleConfiguration>`
    await act('PUT', '/bucket/?lifecycle', [['content-md5', md5Base64(body)]], body)
    const midnight = Date.UTC(2018, 11, 18)
    time = midnight - 1
    const before = await act('GET', '/bucket/key')
    expect(before.headers.get('x-amz-expiration')).toContain('Tue, 18 Dec 2018 00:00:00 GMT')
    time = midnight
    expect([before.status, (await act('GET', '/bucket/key')).status]).toEqual([200, 404])
  })

  it('does not keep others from being stored', async () => {
    expect((await put(emulator, '/bucket/other', 'body')).status).toBe(200)
  })
})

describe('the object lock', () => {
  it('can be made longer, for objects that are there too', async () => {
    expect((await lock('<Days>8</Days>')).status).toBe(200)
    time = free
    expect((await act('DELETE', '/bucket/key')).status).toBe(403)
  })

  it.each(['<Days>365</Days>', '<Years>1</Years>'])(
    'takes a year for 365 days: %s',
    async (same) => {
      await lock('<Years>1</Years>')
      expect((await lock(same)).status).toBe(200)
      expect((await lock('<Days>364</Days>')).status).toBe(403)
    },
  )

  it.each([
    ['shorter', () => lock('<Days>6</Days>')],
    ['disabled', () => lock('<Days>7</Days>', 'Disabled')],
    ['deleted', () => act('DELETE', '/bucket/?object-lock')],
  ])('cannot be %s once it is enabled', async (_, weaken) => {
    const answer = await weaken()
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
    const stored = await get(emulator, '/bucket/?object-lock')
    expect([values(stored.text, 'Days'), values(stored.text, 'ObjectLockEnabled')]).toEqual([
      ['7'],
      ['Enabled'],
    ])
  })

  it('retains nothing while it is disabled', async () => {
    await createBucket(emulator, 'open')
    await put(emulator, '/open/key', 'body')
    await lock('<Days>7</Days>', 'Disabled', 'open')
    expect((await act('DELETE', '/open/key')).status).toBe(204)
  })
})

/** Sends a request at the time it is. */
function act(method: string, target: string, headers: Pairs = [], body?: string): Promise<Answer> {
  const dated: Pairs = [...headers, ['date', new Date(time).toUTCString()]]
  return send(emulator, { method, target, headers: dated, ...(body === undefined ? {} : { body }) })
}

function lock(period: string, status = 'Enabled', bucket = 'bucket'): Promise<Answer> {
  const retention = `<DefaultRetention><Mode>COMPLIANCE</Mode>${period}</DefaultRetention>`
  const first = `<ObjectLockEnabled>${status}</ObjectLockEnabled>`
  const body = `<ObjectLockConfiguration>${first}<Rule>${retention}</Rule></ObjectLockConfiguration>`
  return act('PUT', `/${bucket}/?object-lock`, [['content-md5', md5Base64(body)]], body)
}
