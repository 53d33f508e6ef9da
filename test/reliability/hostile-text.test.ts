import { OosClient, type OosError } from '@oos-js/core'
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { countWork } from '../core/support/work.ts'
import { failure } from '../support/failure.ts'
import { rawServer } from '../support/raw-server.ts'

const object = { Bucket: 'photos', Key: 'cat.jpg' }
const list = new ListObjectsCommand({ Bucket: 'photos' })

function answering(
  status: number,
  body: string | null,
  headers: Record<string, string> = {},
): OosClient {
  const fetch = () => Promise.resolve(new Response(body, { status, headers }))
  return new OosClient({ endpoint: 'http://oos.test', fetch, maxAttempts: 1 })
}

const refusal = (document: string, headers?: Record<string, string>): Promise<OosError> =>
  failure(answering(400, document, headers).send(new GetObjectCommand(object)))

const entities = Array.from(
  { length: 9 },
  (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
).join('')
const listing = (more: string) =>
  `<ListBucketResult><Name>photos</Name><IsTruncated>false</IsTruncated>${more}</ListBucketResult>`
const levels = 1_000_000

const bombs: Record<string, string> = {
  'a billion laughs': `<!DOCTYPE l [<!ENTITY l0 "l">${entities}]>${listing('<X>&l9;</X>')}`,
  'a file from outside': `<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>${listing('<X>&x;</X>')}`,
  '1,000,000 levels': listing('<a>'.repeat(levels) + '</a>'.repeat(levels)),
  'an attribute of 10 MB that does not end': `<ListBucketResult a="${'b'.repeat(10_000_000)}`,
  'a code point beyond the last': listing('<X>&#x110000;</X>'),
  'a code point of a hundred digits': listing(`<X>&#${'9'.repeat(100)};</X>`),
  '100 kB of ampersands': listing(`<X>${'&'.repeat(100_000)}</X>`),
}

describe('a document made to blow up', () => {
  it.each(Object.entries(bombs))('S6: %s is InvalidResponse', async (_what, document) => {
    expect((await failure(answering(200, document).send(list))).code).toBe('InvalidResponse')
  })

  it.each(Object.entries(bombs))(
    'S6: %s is read in line with its length',
    async (_what, document) => {
      const { execs, characters } = await countWork(() =>
        failure(answering(200, document).send(list)),
      )
      expect((execs + characters) / document.length).toBeLessThan(20)
    },
  )

  it('S6: an attribute of 10 MB that ends is skipped', async () => {
    const document = listing('').replace('>', ` a="${'b'.repeat(10_000_000)}">`)
    expect(await answering(200, document).send(list)).toMatchObject({ Name: 'photos' })
  })

  it.each(Object.entries(bombs))('S6: %s in an error is an error', async (_what, document) => {
    expect((await refusal(document)).code).toBe('InvalidRequest')
  })
})

describe('names that objects inherit', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'toString']

  it.each(names)('S7: an element %s changes no prototype', async (name) => {
    const entry = `<Contents><Key>a</Key><Size>1</Size><LastModified>2024-02-29T12:34:56Z</LastModified><${name}><polluted>1</polluted></${name}></Contents>`
    const { Contents } = await answering(
      200,
      listing(`<${name}><polluted>1</polluted></${name}>${entry}`),
    ).send(list)
    expect(Object.keys(Contents[0]!)).toEqual(['Key', 'LastModified', 'Size'])
    expect(Object.getPrototypeOf(Contents[0])).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each(names)('S7: an element %s in a flat document changes no prototype', async (name) => {
    const document = `<CopyObjectResult><${name}>1</${name}><ETag>"e"</ETag></CopyObjectResult>`
    const copy = new CopyObjectCommand({ ...object, CopySource: object })
    const { ETag, ...rest } = await answering(200, document).send(copy)
    expect([ETag, Object.getPrototypeOf(rest)]).toEqual(['"e"', Object.prototype])
  })

  it.each(names)('S7: metadata %s is data', async (name) => {
    const headers = { [`x-amz-meta-${name}`]: 'value' }
    const { Metadata } = await answering(200, null, headers).send(new HeadObjectCommand(object))
    expect(Object.entries(Metadata)).toEqual([[name.toLowerCase(), 'value']])
    expect(Object.getPrototypeOf(Metadata)).toBe(Object.prototype)
  })

  it.each(names)('S7: metadata %s that is sent is a header', async (name) => {
    let sent: Headers | undefined
    const client = new OosClient({
      endpoint: 'http://oos.test',
      fetch: (_url, { headers }) => {
        sent = headers
        return Promise.resolve(new Response())
      },
    })
    const Metadata = Object.fromEntries([[name, 'value']])
    await client.send(new PutObjectCommand({ ...object, Body: '', Metadata }))
    expect(sent?.get(`x-amz-meta-${name}`)).toBe('value')
  })

  it.each(names)('S7: a code %s is a code', async (name) => {
    const error = await refusal(`<Error><Code>${name}</Code><Message>No.</Message></Error>`)
    expect(error.code).toBe(name)
    expect(Object.getPrototypeOf(error).constructor.name).toBe('OosError')
  })
})

describe('what a server says', () => {
  // Escape sequences, line ends of all kinds, and characters that turn the direction of writing.
  const nasty = 'a&#27;[31mb\r\n2026 INFO all is well\u2028\u2029\u202e\u2066\u200f\u0085\u061cc'
  const bad = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u

  it.each([
    ['code', `<Error><Code>${nasty}</Code></Error>`],
    ['message', `<Error><Code>X</Code><Message>${nasty}</Message></Error>`],
    ['request id', `<Error><Code>X</Code><RequestId>${nasty}</RequestId></Error>`],
    ['page', `<html><title>${nasty}</title></html>`],
    ['text', nasty],
  ])('S22: has no control characters left in an error for its %s', async (_what, document) => {
    const { message, code, requestId = '', hint = '' } = await refusal(document)
    for (const text of [message, code, requestId, hint]) expect(text).not.toMatch(bad)
  })

  it('S22: has none left in a hint for its string to sign', async () => {
    const document = `<Error><Code>SignatureDoesNotMatch</Code><StringToSign>${nasty}</StringToSign></Error>`
    const error = await failure(answering(403, document).send(new GetObjectCommand(object)))
    expect(error.hint).not.toMatch(bad)
  })

  it('S22: is cut where it is long', async () => {
    const { message } = await refusal(
      `<Error><Code>X</Code><Message>${'m'.repeat(50_000)}</Message></Error>`,
    )
    expect(message.length).toBeLessThan(1000)
  })
})

describe('a network that fails', () => {
  const withCause = (code: string, message = code): Promise<OosError> => {
    const cause = Object.assign(new Error(message), { code })
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
    return failure(
      new OosClient({ endpoint: 'https://oos.test', fetch, maxAttempts: 1 }).send(list),
    )
  }

  it.each([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])(
    'F44: %s keeps its cause, and hints at the authority and never at switching checks off',
    async (code) => {
      const error = await withCause(code)
      expect([error.code, error.cause]).toEqual([
        'NetworkError',
        expect.objectContaining({ message: 'fetch failed' }),
      ])
      expect(error.message).toContain(code)
      expect(error.hint).toContain('NODE_EXTRA_CA_CERTS')
      expect(error.message).not.toMatch(/REJECT_UNAUTHORIZED|rejectUnauthorized|insecure|disable/i)
    },
  )

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('F44: %s hints at the name', async (code) => {
    const error = await withCause(code)
    expect([error.code, error.hint]).toEqual([
      'NetworkError',
      expect.stringContaining('oos.test was not found'),
    ])
  })

  it('F44: a real server that does not speak TLS keeps the cause', async () => {
    const { url } = await rawServer(() => undefined)
    const client = new OosClient({ endpoint: url.replace('http:', 'https:'), maxAttempts: 1 })
    const error = await failure(client.send(list))
    expect([error.code, error.cause]).toEqual(['NetworkError', expect.any(TypeError)])
  })
})
