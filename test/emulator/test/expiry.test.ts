import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  date,
  emulatorAt,
  get,
  md5Base64,
  now,
  put,
  send,
  values,
  type Pairs,
} from './client.js'
import { post, signForm } from './post-form.js'

const day = 24 * 60 * 60 * 1000
// Stored on 10 December at 06:12:21, so three days later is the midnight before 14 December.
const inThreeDays = 'expiry-date="Fri, 14 Dec 2018 00:00:00 GMT", rule-id="rule-1"'
const midnight = Date.UTC(2018, 11, 14)

let emulator: Emulator
let time: number

beforeEach(async () => {
  time = now
  emulator = emulatorAt(now, { clock: { now: () => time } })
  await createBucket(emulator, 'bucket')
  await createBucket(emulator, 'elsewhere')
})

describe('an object that a rule will delete', () => {
  it('says so when it is put, read, completed and posted', async () => {
    await lifecycle(expiration('<Days>3</Days>'))
    const answers = [
      await put(emulator, '/bucket/key', 'body'),
      await get(emulator, '/bucket/key'),
      await send(emulator, { method: 'HEAD', target: '/bucket/key' }),
      await complete('/bucket/parts'),
      await post(emulator, { key: 'form', ...signForm([{ bucket: 'bucket' }, { key: 'form' }]) }),
    ]
    expect(answers.map(({ headers }) => headers.get('x-amz-expiration'))).toEqual(
      answers.map(() => inThreeDays),
    )
  })

  it('says so when the copy that it is gets read, not when it is made', async () => {
    await lifecycle(expiration('<Days>3</Days>'))
    await put(emulator, '/elsewhere/key', 'body')
    const headers: Pairs = [['x-amz-copy-source', '/elsewhere/key']]
    const copied = await send(emulator, { method: 'PUT', target: '/bucket/copy', headers })
    const answers = [copied, await get(emulator, '/bucket/copy')]
    expect(answers.map((answer) => answer.headers.get('x-amz-expiration'))).toEqual([
      null,
      inThreeDays,
    ])
  })

  it('names the rule as a URL would', async () => {
    await lifecycle(expiration('<Days>3</Days>', { id: 'a "b" 中' }))
    const { headers } = await put(emulator, '/bucket/key')
    expect(headers.get('x-amz-expiration')).toContain('rule-id="a%20%22b%22%20%E4%B8%AD"')
  })

  it.each([
    ['another prefix', expiration('<Days>3</Days>', { prefix: 'logs/' })],
    ['a rule that is disabled', expiration('<Days>3</Days>', { status: 'Disabled' })],
    ['a date before it', expiration('<Date>2018-12-10T00:00:00.000Z</Date>')],
    ['a transition alone', transition('<Days>3</Days>')],
  ])('is none with %s', async (_, rule) => {
    await lifecycle(rule)
    const { headers } = await put(emulator, '/bucket/key')
    time = now + 30 * day
    expect(headers.has('x-amz-expiration')).toBe(false)
    expect((await get(emulator, '/bucket/key', at())).status).toBe(200)
  })

  it('is there until the midnight after its days, and then gone for every reader', async () => {
    await put(emulator, '/bucket/key', 'body')
    await lifecycle(expiration('<Days>3</Days>'))
    time = midnight - 1
    const before = await seen()
    time = midnight
    expect([before, await seen()]).toEqual([
      [200, 200, ['key'], 200],
      [404, 404, [], 404],
    ])
  })

  it('is gone on the day of a date, if it was there before', async () => {
    await lifecycle(expiration('<Date>2018-12-14T00:00:00.000Z</Date>'))
    const { headers } = await put(emulator, '/bucket/old')
    expect(headers.get('x-amz-expiration')).toBe(inThreeDays)
    time = midnight
    await send(emulator, { method: 'PUT', target: '/bucket/new', headers: at() })
    time = midnight + day
    const listed = await get(emulator, '/bucket/', at())
    expect(values(listed.text, 'Key')).toEqual(['new'])
  })

  it('is gone at once if the rule comes late', async () => {
    await put(emulator, '/bucket/key', 'body')
    time = midnight
    await get(emulator, '/bucket/key', at())
    await lifecycle(expiration('<Days>3</Days>'))
    expect((await get(emulator, '/bucket/key', at())).status).toBe(404)
  })

  it('lets the bucket be deleted', async () => {
    await put(emulator, '/bucket/key', 'body')
    await lifecycle(expiration('<Days>3</Days>'))
    time = midnight
    const answer = await send(emulator, { method: 'DELETE', target: '/bucket/', headers: at() })
    expect(answer.status).toBe(204)
  })

  it('stays if it is stored again', async () => {
    await put(emulator, '/bucket/key', 'body')
    await lifecycle(expiration('<Days>3</Days>'))
    time = midnight - 1
    await send(emulator, { method: 'PUT', target: '/bucket/key', headers: at(), body: 'new' })
    time = midnight
    expect((await get(emulator, '/bucket/key', at())).text).toBe('new')
  })

  it('is deleted by a tick, without any reader', async () => {
    await put(emulator, '/bucket/key', 'body')
    await lifecycle(expiration('<Days>3</Days>'))
    time = midnight
    const stored = emulator.buckets.get('bucket')?.objects
    expect(stored?.size).toBe(1)
    await emulator.tick()
    expect(stored?.size).toBe(0)
  })
})

describe('an object that a rule will move', () => {
  it('becomes STANDARD_IA and is otherwise as it was', async () => {
    await put(emulator, '/bucket/key', 'body')
    await lifecycle(transition('<Days>3</Days>'))
    const before = await get(emulator, '/bucket/key')
    time = midnight
    const after = await get(emulator, '/bucket/key', at())
    expect(before.headers.get('x-amz-storage-class')).toBe('STANDARD')
    expect(after.headers.get('x-amz-storage-class')).toBe('STANDARD_IA')
    for (const name of ['etag', 'last-modified', 'content-type']) {
      expect(after.headers.get(name)).toBe(before.headers.get(name))
    }
  })

  it('keeps another storage class', async () => {
    const headers: Pairs = [['x-amz-storage-class', 'EC_2_1']]
    await send(emulator, { method: 'PUT', target: '/bucket/key', headers })
    await lifecycle(transition('<Days>3</Days>'))
    time = midnight
    const { headers: after } = await get(emulator, '/bucket/key', at())
    expect(after.get('x-amz-storage-class')).toBe('EC_2_1')
  })
})

/** What a reader gets by GET, HEAD, in a listing and as the source of a copy. */
async function seen(): Promise<unknown[]> {
  const source: Pairs = [...at(), ['x-amz-copy-source', '/bucket/key']]
  const read = await get(emulator, '/bucket/key', at())
  const head = await send(emulator, { method: 'HEAD', target: '/bucket/key', headers: at() })
  const list = await get(emulator, '/bucket/', at())
  const copied = await send(emulator, { method: 'PUT', target: '/elsewhere/k', headers: source })
  return [read.status, head.status, values(list.text, 'Key'), copied.status]
}

/** The date that a request of this time carries. */
function at(): Pairs {
  return [['date', time === now ? date : new Date(time).toUTCString()]]
}

async function complete(target: string): Promise<Awaited<ReturnType<typeof send>>> {
  const created = await send(emulator, { method: 'POST', target: `${target}?uploads` })
  const [uploadId = ''] = values(created.text, 'UploadId')
  const part = await put(emulator, `${target}?partNumber=1&uploadId=${uploadId}`, 'part')
  const etag = part.headers.get('etag') ?? ''
  const listed = `<Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part>`
  const body = `<CompleteMultipartUpload>${listed}</CompleteMultipartUpload>`
  return send(emulator, { method: 'POST', target: `${target}?uploadId=${uploadId}`, body })
}

interface RuleParts {
  readonly id?: string
  readonly prefix?: string
  readonly status?: string
}

function expiration(when: string, parts: RuleParts = {}): string {
  return rule(`<Expiration>${when}</Expiration>`, parts)
}

function transition(when: string): string {
  return rule(`<Transition>${when}<StorageClass>STANDARD_IA</StorageClass></Transition>`, {})
}

function rule(action: string, { id = '', prefix = '', status = 'Enabled' }: RuleParts): string {
  const name = id === '' ? '' : `<ID>${id}</ID>`
  return `<Rule>${name}<Prefix>${prefix}</Prefix><Status>${status}</Status>${action}</Rule>`
}

async function lifecycle(rules: string): Promise<void> {
  const body = `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`
  const headers: Pairs = [...at(), ['content-md5', md5Base64(body)]]
  const answer = await send(emulator, {
    method: 'PUT',
    target: '/bucket/?lifecycle',
    headers,
    body,
  })
  expect([answer.status, code(answer)]).toEqual([200, undefined])
}
