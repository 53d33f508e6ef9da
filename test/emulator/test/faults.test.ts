import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectionDropped, type Emulator, type RecordedRequest } from '../src/index.js'
import {
  answerOf,
  code,
  createBucket,
  emulatorAt,
  get,
  handWith,
  now,
  put,
  send,
  sendRaw,
  signed,
  type Plain,
} from './client.js'

const read: Plain = { method: 'GET', target: '/bucket/key' }
let emulator: Emulator
let waited: number[]
let wake: () => void

beforeEach(async () => {
  waited = []
  const sleep = (milliseconds: number): Promise<void> => {
    waited.push(milliseconds)
    return new Promise((resolve) => {
      wake = resolve
    })
  }
  emulator = emulatorAt(undefined, { timer: { sleep } })
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', '0123456789')
})

describe('a fault', () => {
  it('answers once with an error of the service', async () => {
    emulator.faults.on({ operation: 'GetObject' }).fail('InternalError')
    const answers = [await send(emulator, read), await send(emulator, read)]
    expect(answers.map(({ status }) => status)).toEqual([500, 200])
  })

  it('answers as often as told', async () => {
    emulator.faults.on({}).fail('InternalError').times(2)
    const answers = [
      await send(emulator, read),
      await send(emulator, read),
      await send(emulator, read),
    ]
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 200])
  })

  it('sends Retry-After with SlowDown', async () => {
    emulator.faults.on({}).fail('SlowDown')
    expect((await send(emulator, read)).headers.get('retry-after')).toBe('90')
  })

  it('takes another status and other headers', async () => {
    emulator.faults.on({}).fail('InternalError', { status: 200, headers: { 'retry-after': '1' } })
    const answer = await send(emulator, read)
    expect([answer.status, code(answer), answer.headers.get('retry-after')]).toEqual([
      200,
      'InternalError',
      '1',
    ])
  })

  it.each([
    [{ operation: 'PutObject' }],
    [{ bucket: 'other' }],
    [{ key: 'other' }],
    [{ part: 1 }],
    [{ operation: 'GetObject', key: 'other' }],
  ])('for %j does not touch GET Object', async (match) => {
    emulator.faults.on(match).fail('InternalError')
    expect((await send(emulator, read)).status).toBe(200)
  })

  it('is for one part of an upload', async () => {
    emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('InternalError')
    const answers = [
      await put(emulator, '/bucket/key?partNumber=2&uploadId=1'),
      await put(emulator, '/bucket/key?partNumber=3&uploadId=1'),
    ]
    expect(answers.map(code)).toEqual(['NoSuchUpload', 'InternalError'])
  })

  it('gives way to the first that matches', async () => {
    emulator.faults.on({ key: 'key' }).fail('SlowDown')
    emulator.faults.on({}).fail('InternalError')
    expect([code(await send(emulator, read)), code(await send(emulator, read))]).toEqual([
      'SlowDown',
      'InternalError',
    ])
  })

  it('does not come before the signature is checked', async () => {
    emulator.faults.on({}).fail('InternalError')
    const account = { accessKeyId: 'NOBODY', secretAccessKey: '' }
    expect(code(await send(emulator, { ...read, account }))).toBe('InvalidAccessKeyId')
  })

  it('drops the connection', async () => {
    emulator.faults.on({}).drop()
    await expect(sendRaw(emulator, read)).rejects.toBeInstanceOf(ConnectionDropped)
  })

  it('that drops the connection leaves a status of 0', async () => {
    emulator.faults.on({}).drop()
    await sendRaw(emulator, read).catch(() => undefined)
    expect(emulator.requests.at(-1)?.status).toBe(0)
  })

  it('answers with exactly what the test has made', async () => {
    emulator.faults.on({}).respond(() => new Response('<html>', { status: 502 }))
    const answer = await send(emulator, read)
    expect([answer.status, answer.text, answer.headers.get('server')]).toEqual([
      502,
      '<html>',
      null,
    ])
  })

  it('waits on the timer it was given', async () => {
    emulator.faults.on({ operation: 'GetObject' }).delay(5000)
    const answer = send(emulator, read)
    await expect.poll(() => waited).toEqual([5000])
    wake()
    expect((await answer).status).toBe(200)
  })

  it('waits before it fails', async () => {
    emulator.faults.on({ operation: 'GetObject' }).delay(5000).fail('InternalError')
    const answer = send(emulator, read)
    await expect.poll(() => waited).toEqual([5000])
    wake()
    expect((await answer).status).toBe(500)
  })

  it('cuts a body off and says the whole length', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    const response = await sendRaw(emulator, read)
    expect(response.headers.get('content-length')).toBe('10')
  })

  it('lets the first bytes through before it cuts', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    const response = await sendRaw(emulator, read)
    const { value } = await (response.body as ReadableStream<Uint8Array>).getReader().read()
    expect(new TextDecoder().decode(value)).toBe('0123')
  })

  it('ends a body that was cut with an error', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    await expect(answerOf(await sendRaw(emulator, read))).rejects.toBeInstanceOf(TypeError)
  })

  it('is for requests that a test picks out', async () => {
    const when = ({ headers }: RecordedRequest): boolean =>
      headers.some(([name]) => name === 'x-amz-meta-a')
    emulator.faults.on({ when }).fail('InternalError')
    const marked: Plain = { ...read, headers: [['x-amz-meta-a', '1']] }
    const answers = [await send(emulator, read), await send(emulator, marked)]
    expect(answers.map(({ status }) => status)).toEqual([200, 500])
  })

  it('is not used up by a request whose signature is wrong', async () => {
    emulator.faults.on({}).fail('InternalError')
    await send(emulator, { ...read, account: { accessKeyId: 'NOBODY', secretAccessKey: '' } })
    expect((await send(emulator, read)).status).toBe(500)
  })

  it.each([
    [3, '3'],
    [new Date(0), 'Thu, 01 Jan 1970 00:00:00 GMT'],
    ['soon', 'soon'],
  ])('says Retry-After in the form %s', async (retryAfter, text) => {
    emulator.faults.on({}).fail('InternalError', { retryAfter })
    expect((await send(emulator, read)).headers.get('retry-after')).toBe(text)
  })

  it('fails after all was done', async () => {
    emulator.faults.on({}).fail('InternalError', { when: 'after' })
    const answer = await put(emulator, '/bucket/new')
    expect([answer.status, emulator.buckets.get('bucket')?.objects.has('new')]).toEqual([500, true])
  })

  it('drops the connection after all was done', async () => {
    emulator.faults.on({}).drop('after')
    await put(emulator, '/bucket/new').catch(() => undefined)
    expect(emulator.buckets.get('bucket')?.objects.has('new')).toBe(true)
  })

  it.each(['before', 'after'] as const)(
    'stalls %s all is done until the client gives up',
    async (moment) => {
      emulator.faults.on({}).stall(moment)
      const client = new AbortController()
      const answer = handWith(emulator, read, signed(read), client.signal)
      await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('GetObject')
      client.abort(new Error('enough'))
      await expect(answer).rejects.toThrow('enough')
    },
  )

  it('stalls in mid body until the client gives up', async () => {
    emulator.faults.on({}).stall(4)
    const client = new AbortController()
    const answer = await handWith(emulator, read, signed(read), client.signal)
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).value).toHaveLength(4)
    const rest = reader.read()
    client.abort(new Error('enough'))
    await expect(rest).rejects.toThrow('enough')
  })

  it('answers with a page instead of the service', async () => {
    emulator.faults.on({}).garbage('<html>Log in</html>')
    const { status, headers, text } = await send(emulator, read)
    expect([status, headers.get('content-type'), text]).toEqual([
      200,
      'text/html;charset=UTF-8',
      '<html>Log in</html>',
    ])
  })

  it('answers with a page and another status', async () => {
    emulator.faults.on({}).garbage('<html>Bad gateway</html>', 502)
    expect((await send(emulator, read)).status).toBe(502)
  })

  it('sets the clock of one request wrong', async () => {
    emulator.faults.on({}).skew(16 * 60_000)
    const codes = [code(await send(emulator, read)), code(await send(emulator, read))]
    expect(codes).toEqual(['RequestTimeTooSkewed', undefined])
  })

  it('shows the wrong clock in Date', async () => {
    emulator.faults.on({}).skew(-16 * 60_000)
    const { headers } = await send(emulator, read)
    expect(headers.get('date')).toBe(new Date(now - 16 * 60_000).toUTCString())
  })

  it('sets the clock wrong and fails for another reason', async () => {
    emulator.faults.on({}).skew(60_000).fail('InternalError')
    const answer = await send(emulator, read)
    expect([answer.headers.get('date'), answer.status]).toEqual([
      new Date(now + 60_000).toUTCString(),
      500,
    ])
  })

  it('is for some requests at random, and for the same ones in every run', async () => {
    const statuses = async (): Promise<number[]> => {
      const fresh = emulatorAt()
      await createBucket(fresh, 'bucket')
      fresh.faults.on({}).fail('InternalError').sometimes(0.5)
      const all: number[] = []
      for (let i = 0; i < 20; i += 1) all.push((await put(fresh, '/bucket/key')).status)
      return all
    }
    const first = await statuses()
    expect(new Set(first)).toEqual(new Set([200, 500]))
    expect(await statuses()).toEqual(first)
  })

  it.each([
    [0.2, 500],
    [0.3, 200],
  ])('takes its chance with a given number: %d', async (number, status) => {
    emulator = emulatorAt(undefined, { random: () => number })
    await createBucket(emulator, 'bucket')
    emulator.faults.on({}).fail('InternalError').sometimes(0.25)
    expect((await put(emulator, '/bucket/key')).status).toBe(status)
  })

  it('can be taken back', async () => {
    emulator.faults.on({}).fail('InternalError')
    emulator.faults.clear()
    expect((await get(emulator, '/bucket/key')).status).toBe(200)
  })
})

describe('an answer that is padded', () => {
  beforeEach(async () => {
    emulator = emulatorAt(undefined, { timer: { sleep: () => Promise.resolve() } })
    await createBucket(emulator, 'bucket')
  })

  it('ends in the result', async () => {
    emulator.faults.on({ operation: 'GetBucketAcl' }).padThen()
    const { status, text } = await get(emulator, '/bucket/?acl')
    expect([status, text]).toEqual([200, expect.stringMatching(/^ {3}<\?xml [^]*Policy>$/)])
  })

  it('ends in the error that was asked for', async () => {
    emulator.faults.on({}).padThen('InternalError')
    const answer = await put(emulator, '/bucket/new')
    expect([answer.status, code(answer)]).toEqual([200, 'InternalError'])
    expect(emulator.buckets.get('bucket')?.objects.has('new')).toBe(false)
  })

  it('ends in an error of the operation', async () => {
    emulator.faults.on({}).padThen()
    const answer = await get(emulator, '/bucket/missing')
    expect([answer.status, code(answer)]).toEqual([200, 'NoSuchKey'])
  })

  it('has as many spaces as told', async () => {
    emulator.faults.on({}).padThen('InternalError', { spaces: 50 })
    expect((await get(emulator, '/bucket/key')).text).toMatch(/^ {50}</)
  })
})

describe('the requests', () => {
  it('tell operation, part, status and length', async () => {
    await put(emulator, '/bucket/key?partNumber=7&uploadId=1', 'abc')
    await put(emulator, '/bucket/key', 'abc')
    expect(emulator.requests.slice(-2)).toMatchObject([
      { operation: 'UploadPart', part: 7, status: 404, bodyLength: 0, aborted: false },
      { operation: 'PutObject', part: undefined, status: 200, bodyLength: 3, aborted: false },
    ])
  })

  it('are as many as the options allow, the last ones', async () => {
    emulator = emulatorAt(undefined, { requestsKept: 2 })
    for (const key of ['a', 'b', 'c']) await get(emulator, `/bucket/${key}`)
    expect(emulator.requests.map(({ rawTarget }) => rawTarget)).toEqual(['/bucket/b', '/bucket/c'])
  })

  it('tell that nobody read the answer to its end', async () => {
    const response = await sendRaw(emulator, read)
    await response.body?.cancel()
    expect(emulator.requests.at(-1)?.aborted).toBe(true)
  })

  it('tell that the whole answer was read', async () => {
    await send(emulator, read)
    expect(emulator.requests.at(-1)?.aborted).toBe(false)
  })
})
