import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Emulator } from '../src/index.js'
import {
  createBucket,
  date,
  emulatorAt,
  get,
  now,
  other,
  put,
  putDocument,
  send,
  sendRaw,
  values,
  type Pairs,
} from './client.js'
import { post, signForm } from './post-form.js'

const owner = `${defaultAccount.accessKeyId.toLowerCase()}@oos.example`
const minute = 60 * 1000

let emulator: Emulator
let time: number

beforeEach(async () => {
  time = now
  emulator = emulatorAt(now, { clock: { now: () => time } })
  await createBucket(emulator, 'bucket')
  await createBucket(emulator, 'logs')
  await log('bucket', 'logs', 'access/')
  // What has been asked for so far is not what these tests are about.
  await emulator.tick()
  for (const key of written()) await send(emulator, { method: 'DELETE', target: `/logs/${key}` })
})

describe('an access log', () => {
  it('is an object of the target bucket, named after its prefix and time', async () => {
    await put(emulator, '/bucket/key', 'body')
    await emulator.tick()
    expect(written()).toEqual([
      expect.stringMatching(/^access\/GMT2018-12-10-06-12-21-[\dA-F]{16}$/),
    ])
    const { headers } = await get(emulator, `/logs/${written()[0] ?? ''}`)
    expect(headers.get('content-type')).toBe('text/plain')
  })

  it('has a line for each request, in order', async () => {
    await put(emulator, '/bucket/a%20b/%E4%B8%AD', '0123456789')
    const range: Pairs = [
      ['range', 'bytes=2-4'],
      ['user-agent', 'a "b"'],
      ['referer', 'http://page.example/'],
    ]
    await get(emulator, '/bucket/a%20b/%E4%B8%AD', range)
    await send(emulator, { method: 'HEAD', target: '/bucket/none', account: undefined })
    const ids = emulator.requests.slice(-3).map(({ requestId }) => requestId)
    const start = `${owner} bucket [10/Dec/2018:06:12:21 +0000] -`
    expect(await lines()).toEqual([
      `${start} ${owner} ${ids[0]} REST.PUT.OBJECT a%20b/%E4%B8%AD "PUT /bucket/a%20b/%E4%B8%AD HTTP/1.1" 200 - 0 10 0 0 "-" "-" -`,
      `${start} ${owner} ${ids[1]} REST.GET.OBJECT a%20b/%E4%B8%AD "GET /bucket/a%20b/%E4%B8%AD HTTP/1.1" 206 - 3 10 0 0 "http://page.example/" "a %22b%22" -`,
      `${start} - ${ids[2]} REST.HEAD.OBJECT none "HEAD /bucket/none HTTP/1.1" 403 AccessDenied - - 0 0 "-" "-" -`,
    ])
  })

  it('tells who asked, and from where', async () => {
    const request = new Request('http://localhost/bucket/', { headers: [['date', date]] })
    await emulator.handle(request, { address: '192.0.2.1' })
    await send(emulator, { method: 'GET', target: '/bucket/', account: other })
    const fields = (await lines()).map((line) => line.split(' ').slice(4, 6))
    expect(fields).toEqual([
      ['192.0.2.1', '-'],
      ['-', 'other@oos.example'],
    ])
  })

  it('tells who signed a form, and which key it was for', async () => {
    await post(emulator, { key: 'form', ...signForm([{ bucket: 'bucket' }, { key: 'form' }]) })
    const fields = (await lines()).map((line) => line.split(' '))
    expect(fields.map((line) => [line[5], line[7], line[8]])).toEqual([
      [owner, 'REST.POST.OBJECT', 'form'],
    ])
  })

  it.each([
    ['GET', '/bucket/', 'REST.GET.BUCKET'],
    ['HEAD', '/bucket/', 'REST.HEAD.BUCKET'],
    ['PUT', '/bucket/', 'REST.PUT.BUCKET'],
    ['GET', '/bucket/?acl', 'REST.GET.ACL'],
    ['GET', '/bucket/?logging', 'REST.GET.LOGGING_STATUS'],
    ['GET', '/bucket/?policy', 'REST.GET.BUCKETPOLICY'],
    ['DELETE', '/bucket/?website', 'REST.DELETE.WEBSITE'],
    ['GET', '/bucket/?object-lock', 'REST.GET.OBJECT_LOCK_CONFIGURATION'],
    ['GET', '/bucket/?uploads', 'REST.GET.UPLOADS'],
    ['POST', '/bucket/k?uploads', 'REST.POST.UPLOADS'],
    ['PUT', '/bucket/k?partNumber=1&uploadId=1', 'REST.PUT.PART'],
    ['POST', '/bucket/k?uploadId=1', 'REST.POST.UPLOAD'],
    ['POST', '/bucket/?delete', 'REST.POST.MULTI_OBJECT_DELETE'],
    ['OPTIONS', '/bucket/k', 'REST.OPTIONS.PREFLIGHT'],
  ])('calls %s %s %s', async (method, target, name) => {
    await send(emulator, { method, target })
    expect((await lines())[0]?.split(' ')[7]).toBe(name)
  })

  it('calls copies and pages of websites by names of their own', async () => {
    const headers: Pairs = [['x-amz-copy-source', '/bucket/none']]
    await send(emulator, { method: 'PUT', target: '/bucket/k', headers })
    await send(emulator, { method: 'GET', target: '/k', host: 'bucket.website.localhost' })
    expect((await lines()).map((line) => line.split(' ')[7])).toEqual([
      'REST.COPY.OBJECT',
      'WEBSITE.GET.OBJECT',
    ])
  })

  it('keeps no signature and no token', async () => {
    const secret = '/bucket/key?Expires=1&Signature=abc%2Bd&x-amz-security-token=tok&%53ignature=e'
    const headers: Pairs = [['referer', `http://localhost${secret}`]]
    await send(emulator, { method: 'GET', target: secret, headers, account: undefined })
    const [line = ''] = await lines()
    expect(line).toContain('Expires=1&Signature=REDACTED&x-amz-security-token=REDACTED')
    expect(line).not.toMatch(/abc|tok&|=e/)
  })

  it('tells what a lifecycle has done', async () => {
    await put(emulator, '/bucket/old/a', 'body')
    await put(emulator, '/bucket/move/a', 'body')
    const expire = '<Expiration><Days>1</Days></Expiration>'
    const move = '<Transition><Days>1</Days><StorageClass>STANDARD_IA</StorageClass></Transition>'
    const rule = (prefix: string, action: string): string =>
      `<Rule><Prefix>${prefix}</Prefix><Status>Enabled</Status>${action}</Rule>`
    const rules = rule('old/', expire) + rule('move/', move)
    const document = `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`
    await putDocument(emulator, '/bucket/?lifecycle', document)
    await lines()
    time += 3 * 24 * 60 * minute
    const done = await lines()
    expect(done.map((line) => line.split(' ').slice(7, 9))).toEqual([
      ['OOS.TRANSITION_SIA.OBJECT', 'move/a'],
      ['OOS.EXPIRE.OBJECT', 'old/a'],
    ])
    expect(done.map((line) => line.split(' ').length)).toEqual([19, 19])
  })
})

describe('access logs', () => {
  it('are written for several buckets into one', async () => {
    await createBucket(emulator, 'second')
    await log('second', 'logs', 'second/')
    await put(emulator, '/bucket/key', 'body')
    await put(emulator, '/second/key', 'body')
    await emulator.tick()
    expect(written().map((key) => key.split('/')[0])).toEqual(['access', 'second'])
  })

  it('say nothing of themselves, even in the bucket they are about', async () => {
    await log('logs', 'logs', 'own/')
    await emulator.tick()
    const { length } = written()
    await emulator.tick()
    await emulator.tick()
    expect(written()).toHaveLength(length)
  })

  it('are written by themselves with the first request after five minutes', async () => {
    await put(emulator, '/bucket/key', 'body')
    time += 5 * minute - 1
    await sendRaw(emulator, { method: 'GET', target: '/' })
    await emulator.settled()
    const before = written().length
    time += 1
    await sendRaw(emulator, { method: 'GET', target: '/' })
    await emulator.settled()
    expect([before, written().length]).toEqual([0, 1])
  })

  it('end when they are switched off', async () => {
    await put(emulator, '/bucket/?logging', '<BucketLoggingStatus/>')
    await emulator.tick()
    await put(emulator, '/bucket/key', 'body')
    await emulator.tick()
    expect(written()).toEqual([])
  })

  it('are lost with their target', async () => {
    await put(emulator, '/bucket/key', 'body')
    await send(emulator, { method: 'DELETE', target: '/logs/' })
    await expect(emulator.tick()).resolves.toBeUndefined()
  })

  it('are forgotten by a reset', async () => {
    await put(emulator, '/bucket/key', 'body')
    emulator.reset()
    await createBucket(emulator, 'bucket')
    await createBucket(emulator, 'logs')
    await log('bucket', 'logs', 'access/')
    expect((await lines()).map((line) => line.split(' ')[7])).toEqual(['REST.PUT.LOGGING_STATUS'])
  })
})

function written(): readonly string[] {
  return emulator.buckets.get('logs')?.objects.keys() ?? []
}

/** The lines that have come since the last time, oldest first. */
async function lines(): Promise<string[]> {
  const before = written()
  await emulator.tick()
  const fresh = written().filter((key) => !before.includes(key))
  const account = time === now ? [] : [['date', new Date(time).toUTCString()] as const]
  const texts = fresh.map(async (key) => (await get(emulator, `/logs/${key}`, account)).text)
  return (await Promise.all(texts)).flatMap((text) => text.trimEnd().split('\n'))
}

async function log(source: string, target: string, prefix: string): Promise<void> {
  const where = `<TargetBucket>${target}</TargetBucket><TargetPrefix>${prefix}</TargetPrefix>`
  const body = `<BucketLoggingStatus><LoggingEnabled>${where}</LoggingEnabled></BucketLoggingStatus>`
  const answer = await put(emulator, `/${source}/?logging`, body)
  expect([answer.status, values(answer.text, 'Code')]).toEqual([200, []])
}
