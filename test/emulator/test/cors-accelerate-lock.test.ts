import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  documentOf,
  emulatorAt,
  get,
  put,
  putDocument,
  remove,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

describe('CORS', () => {
  const target = '/bucket/?cors'
  const origin = '<AllowedOrigin>http://*.example.com</AllowedOrigin>'
  const method = '<AllowedMethod>GET</AllowedMethod>'
  const cors = (...rules: string[]): string => {
    const list = rules.map((rule) => `<CORSRule>${rule}</CORSRule>`).join('')
    return `<CORSConfiguration>${list}</CORSConfiguration>`
  }

  it('comes back as it was put', async () => {
    const document = cors(
      `<ID>r1</ID>${origin}<AllowedOrigin>*</AllowedOrigin>${method}<AllowedMethod>DELETE</AllowedMethod>` +
        '<AllowedHeader>x-amz-*</AllowedHeader><MaxAgeSeconds>300</MaxAgeSeconds>' +
        '<ExposeHeader>ETag</ExposeHeader><ExposeHeader>x-amz-request-id</ExposeHeader>',
      origin + method,
    )
    expect((await putDocument(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it('needs Content-MD5', async () => {
    expect(code(await put(emulator, target, cors(origin + method)))).toBe('InvalidRequest')
  })

  it.each([
    ['no rule', cors(), 'MalformedXML'],
    ['101 rules', cors(...Array<string>(101).fill(origin + method)), 'MalformedXML'],
    ['no origin', cors(method), 'MalformedXML'],
    ['no method', cors(origin), 'MalformedXML'],
    ['another method', cors(`${origin}<AllowedMethod>PATCH</AllowedMethod>`), 'InvalidRequest'],
    ['two wildcards', cors(`<AllowedOrigin>*.*</AllowedOrigin>${method}`), 'InvalidRequest'],
    [
      'two in a header',
      cors(`${origin}${method}<AllowedHeader>*-*</AllowedHeader>`),
      'InvalidRequest',
    ],
    ['a long id', cors(`<ID>${'i'.repeat(256)}</ID>${origin}${method}`), 'InvalidArgument'],
    ['an odd age', cors(`${origin}${method}<MaxAgeSeconds>-1</MaxAgeSeconds>`), 'MalformedXML'],
    ['more than 64 KB', cors(origin + method) + ' '.repeat(64 * 1024), 'EntityTooLarge'],
  ])('refuses %s', async (_, body, expected) => {
    const answer = await putDocument(emulator, target, body)
    expect([answer.status, code(answer)]).toEqual([400, expected])
  })

  it('can be deleted', async () => {
    await putDocument(emulator, target, cors(origin + method))
    const answers = [await remove(emulator, target), await get(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([204, 404])
    expect(answers.map(code)).toEqual([undefined, 'NoSuchCORSConfiguration'])
  })
})

describe('accelerate', () => {
  const target = '/bucket/?accelerate'
  const accelerate = (status: string, ...addresses: string[]): string => {
    const list = addresses.map((address) => `<IP>${address}</IP>`).join('')
    const lists = addresses.length === 0 ? '' : `<IPWhiteLists>${list}</IPWhiteLists>`
    return `<AccelerateConfiguration><Status>${status}</Status>${lists}</AccelerateConfiguration>`
  }

  it('is an empty root at first', async () => {
    expect(documentOf(await get(emulator, target))).toBe('<AccelerateConfiguration/>')
  })

  it.each([
    accelerate('Suspended'),
    accelerate('Enabled', '36.111.88.33', '10.0.0.0/8', '240e::1', '::/0', '1.1.1.1'),
  ])('comes back as %s', async (document) => {
    expect((await put(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it.each([
    [accelerate('On'), 'MalformedXML'],
    [accelerate('Enabled', ...Array<string>(6).fill('1.1.1.1')), 'InvalidRequest'],
    [accelerate('Enabled', '1.1.1.256'), 'InvalidRequest'],
    [accelerate('Enabled', '1.1.1'), 'InvalidRequest'],
    [accelerate('Enabled', '1.1.1.1/33'), 'InvalidRequest'],
    [accelerate('Enabled', 'localhost'), 'InvalidRequest'],
  ])('is refused as %s', async (body, expected) => {
    expect(code(await put(emulator, target, body))).toBe(expected)
  })
})

describe('the object lock', () => {
  const target = '/bucket/?object-lock'
  const lock = (retention: string): string =>
    '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>' +
    `<DefaultRetention>${retention}</DefaultRetention></Rule></ObjectLockConfiguration>`

  it.each(['<Days>7</Days>', '<Years>1</Years>'])('comes back with %s', async (period) => {
    const document = lock(`<Mode>COMPLIANCE</Mode>${period}`)
    expect((await putDocument(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it.each([
    ['<Mode>GOVERNANCE</Mode><Days>7</Days>', 'MalformedXML'],
    ['<Mode>COMPLIANCE</Mode>', 'MalformedXML'],
    ['<Mode>COMPLIANCE</Mode><Days>7</Days><Years>1</Years>', 'MalformedXML'],
    ['<Mode>COMPLIANCE</Mode><Days>0</Days>', 'InvalidArgument'],
  ])('is refused with %s', async (retention, expected) => {
    expect(code(await putDocument(emulator, target, lock(retention)))).toBe(expected)
  })

  it('needs Content-MD5', async () => {
    const document = lock('<Mode>COMPLIANCE</Mode><Days>7</Days>')
    expect(code(await put(emulator, target, document))).toBe('InvalidRequest')
  })

  it('can be deleted unless it is enabled', async () => {
    const document = lock('<Mode>COMPLIANCE</Mode><Days>7</Days>')
    await putDocument(emulator, target, document.replace('>Enabled<', '>Disabled<'))
    const answers = [await remove(emulator, target), await get(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([204, 404])
  })
})
