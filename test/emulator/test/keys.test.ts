import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Serving } from '../src/node.js'
import {
  code,
  emulatorAt,
  md5Base64,
  sendOver,
  values,
  type Answer,
  type Pairs,
  type Plain,
} from './client.js'

const emulator = emulatorAt()
let server: Serving

beforeAll(async () => {
  server = await serve(emulator)
  await call({ method: 'PUT', target: '/bucket/' })
})

afterAll(() => server.close())

const keys = [
  '中文/文件 名.txt',
  '\u00e9',
  'e\u0301',
  ' leading',
  'trailing ',
  'two  spaces',
  'a+b',
  '%',
  '%2F',
  '%25',
  'a=b&c?d#e',
  "!'()*~",
  '//',
  'a//b',
  '/leading',
  'trailing/',
  '.',
  '..',
  './x',
  'a/./b',
  'a/../b',
  'a/%2e%2e/b',
  'a\\b',
  'tab\t',
  'line\nfeed',
  'carriage\rreturn',
  'control\u0001',
  'not a character \uffff',
  '\ufeffbyte order mark',
  '😀',
  '👩‍👩‍👧',
  '\u202eright to left',
  '<&>"\'',
  '😀'.repeat(256),
  '?acl',
  'a?uploads',
  'policy',
  'constructor',
  '__proto__',
  '1e5',
  '007',
  'null',
]

function call(plain: Plain): Promise<Answer> {
  return sendOver(server.url, plain)
}

function at(key: string, query = ''): string {
  return `/bucket/${encode(key)}${query}`
}

function encode(key: string): string {
  const strict = encodeURIComponent(key).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  })
  return strict.replaceAll('%2F', '/')
}

describe.each(keys)('the key %j', (key) => {
  it('is put and got', async () => {
    await call({ method: 'PUT', target: at(key), body: key })
    expect((await call({ method: 'GET', target: at(key) })).text).toBe(key)
  })

  it('is listed', async () => {
    await call({ method: 'PUT', target: at(key), body: '' })
    const prefix = encodeURIComponent(key)
    const { text } = await call({ method: 'GET', target: `/bucket/?prefix=${prefix}` })
    expect(values(text, 'Key')).toContain(key)
  })

  it('is copied', async () => {
    await call({ method: 'PUT', target: at(key), body: key })
    const headers: Pairs = [['x-amz-copy-source', at(key)]]
    await call({ method: 'PUT', target: '/bucket/copy', headers, body: '' })
    expect((await call({ method: 'GET', target: '/bucket/copy' })).text).toBe(key)
  })

  it('is uploaded in parts', async () => {
    const begun = await call({ method: 'POST', target: at(key, '?uploads'), body: '' })
    expect(values(begun.text, 'Key')).toEqual([key])
    const id = values(begun.text, 'UploadId')[0] ?? ''
    const query = `?uploadId=${id}`
    const part = await call({
      method: 'PUT',
      target: at(key, `?partNumber=1&uploadId=${id}`),
      body: 'p',
    })
    const etag = part.headers.get('etag') ?? ''
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`
    await call({ method: 'POST', target: at(key, query), body })
    expect((await call({ method: 'GET', target: at(key) })).text).toBe('p')
  })

  it('is deleted', async () => {
    await call({ method: 'PUT', target: at(key), body: '' })
    await call({ method: 'DELETE', target: at(key) })
    expect((await call({ method: 'HEAD', target: at(key) })).status).toBe(404)
  })
})

describe('a key', () => {
  it('is not normalised: NFC and NFD are two', async () => {
    await call({ method: 'PUT', target: at('\u00e9'), body: 'composed' })
    await call({ method: 'PUT', target: at('e\u0301'), body: 'decomposed' })
    expect((await call({ method: 'GET', target: at('\u00e9') })).text).toBe('composed')
  })

  it('keeps a plus that was not encoded', async () => {
    await call({ method: 'PUT', target: '/bucket/1+1', body: 'plus' })
    expect((await call({ method: 'GET', target: at('1+1') })).text).toBe('plus')
  })

  it.each([
    ['of 1025 bytes', 'k'.repeat(1025), 'InvalidObjectName'],
    ['with NUL', 'a\0', 'InvalidObjectName'],
  ])('%s is refused', async (_, key, expected) => {
    const answer = await call({ method: 'PUT', target: at(key), body: '' })
    expect([answer.status, code(answer)]).toEqual([400, expected])
  })

  it.each(['/bucket/%', '/bucket/%zz', '/bucket/%ff'])('%s is no URI', async (target) => {
    expect(code(await call({ method: 'GET', target }))).toBe('InvalidURI')
  })

  it('with a control character cannot be named in XML', async () => {
    const body = '<Delete><Object><Key>a&#1;</Key></Object></Delete>'
    const headers: Pairs = [['content-md5', md5Base64(body)]]
    const answer = await call({ method: 'POST', target: '/bucket/?delete', headers, body })
    expect(code(answer)).toBe('MalformedXML')
  })
})
