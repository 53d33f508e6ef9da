import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultAccount, type Emulator, type Switches } from '../src/index.js'
import {
  act,
  answerOf,
  code,
  createBucket,
  date,
  emulatorAt,
  get,
  handWith,
  now,
  put,
  putDocument,
  remove,
  send,
  signed,
  values,
  type Answer,
  type Plain,
} from './client.js'

async function withBucket(switches: Partial<Switches>): Promise<Emulator> {
  const timer = { sleep: () => Promise.resolve() }
  const emulator = emulatorAt(undefined, { switches, timer, limits: { part: 1 } })
  await createBucket(emulator, 'bucket')
  return emulator
}

async function startUpload(emulator: Emulator): Promise<string> {
  const answer = await send(emulator, { method: 'POST', target: '/bucket/key?uploads' })
  return values(answer.text, 'UploadId')[0] ?? ''
}

/** An upload with one part; gives the upload's id and the document that completes it. */
async function uploadOnePart(emulator: Emulator): Promise<{ id: string; document: string }> {
  const id = await startUpload(emulator)
  const part = await put(emulator, `/bucket/key?partNumber=1&uploadId=${id}`, 'new')
  const numbered = `<PartNumber>1</PartNumber><ETag>${part.headers.get('etag') ?? ''}</ETag>`
  const document = `<CompleteMultipartUpload><Part>${numbered}</Part></CompleteMultipartUpload>`
  return { id, document }
}

function complete(emulator: Emulator, id: string, body: string): Promise<Answer> {
  return send(emulator, { method: 'POST', target: `/bucket/key?uploadId=${id}`, body })
}

async function signedAs(emulator: Emulator, target: string, text: string): Promise<Answer> {
  const { accessKeyId, secretAccessKey } = defaultAccount
  const signature = createHmac('sha1', secretAccessKey).update(text).digest('base64')
  const headers: [string, string][] = [
    ['date', date],
    ['authorization', `AWS ${accessKeyId}:${signature}`],
  ]
  return answerOf(await handWith(emulator, { method: 'GET', target }, headers))
}

describe.each(['trigger', 'accelerate', 'object-lock'])('the sub-resource %s', (name) => {
  const target = `/bucket/?${name}`

  it.each([
    ['unsigned', `GET\n\n\n${date}\n/bucket/`],
    ['signed', `GET\n\n\n${date}\n/bucket/?${name}`],
  ] as const)('is %s', async (newSubresources, text) => {
    const emulator = await withBucket({ newSubresources })
    expect(code(await signedAs(emulator, target, text))).not.toBe('SignatureDoesNotMatch')
  })

  it.each([
    ['unsigned', `GET\n\n\n${date}\n/bucket/?${name}`],
    ['signed', `GET\n\n\n${date}\n/bucket/`],
  ] as const)('is not otherwise than %s', async (newSubresources, text) => {
    const emulator = await withBucket({ newSubresources })
    expect(code(await signedAs(emulator, target, text))).toBe('SignatureDoesNotMatch')
  })
})

describe('x-amz-limitrate in a query', () => {
  const target = '/bucket/?x-amz-limitrate=10'
  const withIt = `GET\n\n\n${date}\nx-amz-limitrate:10\n/bucket/`
  const withoutIt = `GET\n\n\n${date}\n/bucket/`

  it.each([
    ['signed', withIt, 200],
    ['signed', withoutIt, 403],
    ['unsigned', withIt, 403],
    ['unsigned', withoutIt, 200],
  ] as const)('is %s: %j is answered %d', async (limitRate, text, status) => {
    const emulator = await withBucket({ limitRate })
    expect((await signedAs(emulator, target, text)).status).toBe(status)
  })
})

describe('the marker of a listing', () => {
  it.each([
    ['exclusive', ['b']],
    ['inclusive', ['a', 'b']],
  ] as const)('is %s', async (marker, keys) => {
    const emulator = await withBucket({ marker })
    for (const key of ['a', 'b']) await put(emulator, `/bucket/${key}`)
    expect(values((await get(emulator, '/bucket/?marker=a')).text, 'Key')).toEqual(keys)
  })
})

describe('an unfinished upload of a key that has an object', () => {
  it.each([
    ['behind the object', 'old'],
    ['before the object', 'new'],
  ] as const)('stands %s', async (unfinishedUpload, text) => {
    const emulator = await withBucket({ unfinishedUpload })
    await put(emulator, '/bucket/key', 'old')
    await uploadOnePart(emulator)
    expect((await get(emulator, '/bucket/key')).text).toBe(text)
  })

  it('without parts never hides it', async () => {
    const emulator = await withBucket({ unfinishedUpload: 'before the object' })
    await put(emulator, '/bucket/key', 'old')
    await startUpload(emulator)
    expect((await get(emulator, '/bucket/key')).text).toBe('old')
  })
})

describe('an error of a signature', () => {
  it.each([
    ['detailed', 1],
    ['bare', 0],
  ] as const)('is %s', async (signatureErrors, count) => {
    const emulator = await withBucket({ signatureErrors })
    const { text } = await signedAs(emulator, '/bucket/', 'something else')
    expect(values(text, 'StringToSign')).toHaveLength(count)
  })
})

describe('a request whose date is too far off', () => {
  it.each([
    ['left out', []],
    ['told', ['2018-12-10T06:12:21.000Z']],
  ] as const)('finds the time of the service %s', async (serverTime, expected) => {
    const emulator = await withBucket({ serverTime })
    const headers: [string, string][] = [['date', 'Mon, 10 Dec 2018 00:00:00 GMT']]
    const answer = await send(emulator, { method: 'GET', target: '/bucket/', headers })
    expect(code(answer)).toBe('RequestTimeTooSkewed')
    expect(values(answer.text, 'ServerTime')).toEqual(expected)
  })
})

describe('a CORS rule that exposes all headers', () => {
  it.each([
    ['accepted', undefined, '*'],
    ['refused', 'InvalidRequest', null],
  ] as const)('is %s', async (exposeAll, refusal, exposed) => {
    const emulator = await withBucket({ exposeAll })
    const allowed = '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>'
    const rule = `<CORSRule>${allowed}<ExposeHeader>*</ExposeHeader></CORSRule>`
    const body = `<CORSConfiguration>${rule}</CORSConfiguration>`
    const answer = await putDocument(emulator, '/bucket/?cors', body)
    const { headers } = await get(emulator, '/bucket/', [['origin', 'https://app.example']])
    expect([code(answer), headers.get('access-control-expose-headers')]).toEqual([refusal, exposed])
  })
})

describe('the operations on access keys', () => {
  it.each([
    ['V2', 200],
    ['V4 only', 400],
  ] as const)('accept %s', async (accessKeyOperations, status) => {
    const emulator = await withBucket({ accessKeyOperations })
    expect((await act(emulator, { Action: 'ListAccessKey' })).status).toBe(status)
  })
})

describe('Complete for a complete upload', () => {
  it.each([
    ['NoSuchUpload', 404],
    ['the same result', 200],
  ] as const)('answers %s', async (completeAgain, status) => {
    const emulator = await withBucket({ completeAgain })
    const { id, document } = await uploadOnePart(emulator)
    await complete(emulator, id, document)
    expect((await complete(emulator, id, document)).status).toBe(status)
  })

  it('answers exactly as it did before', async () => {
    const emulator = await withBucket({ completeAgain: 'the same result' })
    const { id, document } = await uploadOnePart(emulator)
    const { text } = await complete(emulator, id, document)
    await remove(emulator, '/bucket/key')
    expect((await complete(emulator, id, document)).text).toBe(text)
  })
})

describe('Complete', () => {
  it.each([
    ['checked first', 400],
    ['at once', 200],
  ] as const)('begins its answer %s', async (completeAnswer, status) => {
    const emulator = await withBucket({ completeAnswer })
    const { id, document } = await uploadOnePart(emulator)
    const wrong = document.replace(/<ETag>.*<\/ETag>/, '<ETag>"0"</ETag>')
    const answer = await complete(emulator, id, wrong)
    expect([answer.status, code(answer)]).toEqual([status, 'InvalidPart'])
  })

  it('that begins at once ends in the result', async () => {
    const emulator = await withBucket({ completeAnswer: 'at once' })
    const { id, document } = await uploadOnePart(emulator)
    expect(values((await complete(emulator, id, document)).text, 'Key')).toEqual(['key'])
    expect((await get(emulator, '/bucket/key')).text).toBe('new')
  })
})

describe('the white space of Complete', () => {
  it.each([
    ['after the declaration', 'checked first', /^<\?xml[^>]*>\s{2,}<Complete/],
    ['before the declaration', 'checked first', /^\s+<\?xml[^>]*>\n<Complete/],
    ['after the declaration', 'at once', /^<\?xml[^>]*>\s{3,}<\w/],
    ['before the declaration', 'at once', /^\s{3,}<\?xml/],
  ] as const)('stands %s (%s)', async (whiteSpace, completeAnswer, form) => {
    const emulator = await withBucket({ whiteSpace, completeAnswer })
    const { id, document } = await uploadOnePart(emulator)
    expect((await complete(emulator, id, document)).text).toMatch(form)
  })
})

describe('an upload', () => {
  it.each([
    [Infinity, 200],
    [86_400_000, 404],
  ])('lives for %d ms', async (uploadLife, status) => {
    let time = now
    const emulator = emulatorAt(undefined, { clock: { now: () => time }, switches: { uploadLife } })
    await createBucket(emulator, 'bucket')
    const id = await startUpload(emulator)
    time += 2 * 86_400_000
    const headers: [string, string][] = [['date', new Date(time).toUTCString()]]
    const target = `/bucket/key?uploadId=${id}`
    expect((await send(emulator, { method: 'GET', target, headers })).status).toBe(status)
  })

  it('that has lived too long is nowhere any more', async () => {
    let time = now
    const switches = { uploadLife: 86_400_000 }
    const emulator = emulatorAt(undefined, { clock: { now: () => time }, switches })
    await createBucket(emulator, 'bucket')
    await uploadOnePart(emulator)
    time += 86_400_000
    const read = async (target: string): Promise<Answer> =>
      get(emulator, target, [['date', new Date(time).toUTCString()]])
    const before = [await read('/bucket/key'), await read('/bucket/?uploads')]
    time += 1
    const after = [await read('/bucket/key'), await read('/bucket/?uploads')]
    expect([...before, ...after].map(({ status }) => status)).toEqual([200, 200, 404, 200])
    expect([before[1], after[1]].map((answer) => values(answer?.text ?? '', 'Key'))).toEqual([
      ['key'],
      [],
    ])
  })

  it('that has lived too long takes its parts with it, without any request too', async () => {
    let time = now
    const switches = { uploadLife: 86_400_000 }
    const emulator = emulatorAt(undefined, { clock: { now: () => time }, switches })
    await createBucket(emulator, 'bucket')
    await uploadOnePart(emulator)
    time += 86_400_001
    await emulator.tick()
    expect(emulator.uploads.size).toBe(0)
  })
})

describe('temporary credentials', () => {
  it.each([
    ['accepted', undefined],
    ['refused', 'InvalidToken'],
  ] as const)('are %s', async (sessionTokens, refusal) => {
    const emulator = await withBucket({ sessionTokens })
    const { text } = await act(emulator, { Action: 'GetSessionToken' })
    const [accessKeyId = ''] = values(text, 'AccessKeyId')
    const [secretAccessKey = ''] = values(text, 'SecretAccessKey')
    const [token = ''] = values(text, 'SessionToken')
    const answer = await send(emulator, {
      method: 'GET',
      target: '/bucket/',
      account: { accessKeyId, secretAccessKey },
      headers: [['x-amz-security-token', token]],
    })
    expect(code(answer)).toBe(refusal)
  })
})

describe('what is being written', () => {
  // Two requests of which the first has not ended its body when the second one comes.
  async function twoAtOnce(
    emulator: Emulator,
    first: string,
    second: string | Plain,
  ): Promise<Answer[]> {
    const plain = { method: 'PUT', target: first }
    let end = (): void => undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(1))
        end = () => {
          controller.close()
        }
      },
    })
    const init = { method: 'PUT', headers: signed(plain), body, duplex: 'half' as const }
    const slow = emulator.handle(new Request(`http://localhost${first}`, init), {
      rawTarget: first,
    })
    await expect.poll(() => emulator.requests.at(-1)?.bodyLength).toBe(1)
    const quick =
      typeof second === 'string'
        ? await put(emulator, second, 'second')
        : await send(emulator, second)
    end()
    return [await answerOf(await slow), quick]
  }

  it.each([
    ['PutObjectTooFast', [200, 400]],
    ['last one wins', [200, 200]],
  ] as const)('is written again: %s', async (concurrentWrites, statuses) => {
    const emulator = await withBucket({ concurrentWrites })
    const answers = await twoAtOnce(emulator, '/bucket/key', '/bucket/key')
    expect(answers.map(({ status }) => status)).toEqual(statuses)
  })

  it('is one part of an upload', async () => {
    const emulator = await withBucket({})
    const id = await startUpload(emulator)
    const target = `/bucket/key?partNumber=1&uploadId=${id}`
    const [, second] = await twoAtOnce(emulator, target, target)
    expect(second && code(second)).toBe('PutObjectTooFast')
  })

  it('is not written by a copy, nor by what completes an upload', async () => {
    const emulator = await withBucket({})
    await put(emulator, '/bucket/source', 'source')
    const headers = [['x-amz-copy-source', '/bucket/source']] as const
    const { id, document } = await uploadOnePart(emulator)
    const part = `/bucket/key?partNumber=1&uploadId=${id}`
    const ofUpload = `/bucket/key?uploadId=${id}`
    const copy = { method: 'PUT', target: '/bucket/key', headers }
    const end = { method: 'POST', target: ofUpload, body: document }
    const answers = [
      await twoAtOnce(emulator, '/bucket/key', copy),
      await twoAtOnce(emulator, '/bucket/key', end),
      await twoAtOnce(emulator, part, { ...copy, target: part }),
    ]
    expect(answers.map(([, second]) => second && code(second))).toEqual([
      'PutObjectTooFast',
      'PutObjectTooFast',
      'PutObjectTooFast',
    ])
  })

  it('is not another part, nor another key', async () => {
    const emulator = await withBucket({})
    const id = await startUpload(emulator)
    const part = (number: number): string => `/bucket/key?partNumber=${number}&uploadId=${id}`
    const answers = [
      ...(await twoAtOnce(emulator, part(1), part(2))),
      ...(await twoAtOnce(emulator, '/bucket/a', '/bucket/b')),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  })

  it('can be written once it has been written', async () => {
    const emulator = await withBucket({})
    await put(emulator, '/bucket/key', 'a')
    expect((await put(emulator, '/bucket/key', 'b')).status).toBe(200)
  })

  it('can be written once the client has gone', async () => {
    const emulator = await withBucket({})
    const client = new AbortController()
    const plain = { method: 'PUT', target: '/bucket/key' }
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(1))
      },
    })
    const init = { ...plain, headers: signed(plain), body, duplex: 'half', signal: client.signal }
    const request = new Request('http://localhost/bucket/key', init)
    const slow = emulator.handle(request, { rawTarget: plain.target })
    await expect.poll(() => emulator.requests.at(-1)?.bodyLength).toBe(1)
    client.abort(new Error('gone'))
    await expect(slow).rejects.toThrow('gone')
    expect((await put(emulator, '/bucket/key', 'b')).status).toBe(200)
  })
})
