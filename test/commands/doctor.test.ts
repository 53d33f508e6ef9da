import {
  browserCorsRule,
  CreateBucketCommand,
  doctor,
  PutBucketCorsCommand,
  type CORSRule,
  type Finding,
} from '@oos-js/commands'
import { OosClient, OosError, type ClientOptions } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  type Account,
  type EmulatorOptions,
} from '@oos-js/emulator'
import { describe, expect, it, vi } from 'vitest'
import { inProcess } from '../support/in-process.ts'

const Bucket = 'photos'
const origin = 'https://app.example.com'
const endpoint = 'https://oos.example'
const good = browserCorsRule(origin)
const ordinary: Account = {
  accessKeyId: 'ORDINARY',
  secretAccessKey: 'an ordinary secret',
  id: 'owner',
  isPrimary: false,
}
const owner: Account = { ...defaultAccount, id: 'owner' }

/** One thing that is not as it should be. */
interface Case {
  readonly client?: Partial<ClientOptions>
  readonly emulator?: EmulatorOptions
  readonly rule?: Partial<CORSRule>
  readonly noRules?: boolean
  readonly Bucket?: string
}

async function examine(wrong: Case, language?: 'zh-CN'): Promise<readonly Finding[]> {
  const options = { accounts: [owner, ordinary], baseHosts: ['oos.example'], ...wrong.emulator }
  const emulator = createEmulator(options)
  const fetch = inProcess(emulator)
  const { clock } = options as EmulatorOptions
  const keeper = new OosClient({ endpoint, credentials: owner, fetch, clock })
  await keeper.send(new CreateBucketCommand({ Bucket }))
  if (!wrong.noRules) {
    const CORSConfiguration = { CORSRules: [{ ...good, ...wrong.rule }] }
    await keeper.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
  }
  const client = new OosClient({ endpoint, credentials: owner, fetch, ...wrong.client })
  const seen = emulator.requests.length
  const { findings } = await doctor(client, {
    Bucket: wrong.Bucket ?? Bucket,
    origin,
    ...(language && { language }),
  })
  // A doctor that writes would do harm.
  const asked = emulator.requests.slice(seen).map(({ operation }) => operation)
  expect(
    asked.filter((name) => !/^(ListObjects|OptionsObject|GetObject)$/.test(name ?? '')),
  ).toEqual([])
  return findings
}

const without = (name: string): string[] => (good.ExposeHeaders ?? []).filter((one) => one !== name)

const cases: readonly (readonly [what: string, wrong: Case, code: string, says: string])[] = [
  ['a clock an hour off', { emulator: { clock: { now: () => Date.now() + 3_600_000 } } }, 'ClockOff', '-60 min'],
  ['a wrong secret', { client: { credentials: { ...owner, secretAccessKey: 'wrong' } } }, 'WrongSecret', owner.accessKeyId],
  ['an unknown key', { client: { credentials: { ...owner, accessKeyId: 'NOBODY' } } }, 'UnknownKey', 'NOBODY'],
  ['a session token of nobody', { client: { credentials: { ...owner, sessionToken: 'x' } } }, 'TokenRefused', 'InvalidToken'],
  ['an ordinary key', { client: { credentials: { ...ordinary, secretAccessKey: 'an-ordinary-secret' } }, emulator: { accounts: [owner, { ...ordinary, secretAccessKey: 'an-ordinary-secret' }] } }, 'OrdinaryKey', 'ORDINARY'],
  ['an anonymous client', { client: { credentials: undefined } }, 'NoAccess', Bucket],
  ['a bucket that there is not', { Bucket: 'films' }, 'NoSuchBucket', 'films'],
  ['an endpoint that does not answer', { client: { fetch: () => Promise.reject(new TypeError('fetch failed')) } }, 'Unreachable', 'fetch failed'],
  ['an endpoint without https', { client: { endpoint: 'http://oos.example' } }, 'Insecure', 'https://'],
  ['an endpoint that is the bucket', { client: { endpoint: 'https://photos.oos.example' } }, 'BucketInHost', 'cname'],
  ['no rules', { noRules: true }, 'CorsMissing', origin],
  ['rules for another origin', { rule: { AllowedOrigins: ['https://other.example'] } }, 'CorsMissing', origin],
  ['a rule without PUT', { rule: { AllowedMethods: ['GET', 'HEAD', 'POST', 'DELETE'] } }, 'CorsMethods', 'PUT'],
  ['a rule without headers', { rule: { AllowedHeaders: ['content-type'] } }, 'CorsHeaders', 'authorization'],
  ['a rule that hides ETag', { rule: { ExposeHeaders: without('ETag') } }, 'CorsExposure', 'ETag'],
  ['a rule that hides Date', { rule: { ExposeHeaders: without('Date') } }, 'CorsExposure', 'Date'],
  ['a provider of keys that has none', { client: { credentials: () => Promise.reject(new Error('down')) } }, 'NotSigned', 'provider of credentials'],
  ['a server that signs and is down', { client: { credentials: undefined, sign: () => Promise.resolve({ accessKeyId: 'A', sign: () => Promise.reject(new TypeError('down')) }) } }, 'NotSigned', 'nothing was signed'],
  ['a rule that hides Retry-After', { rule: { ExposeHeaders: without('Retry-After') } }, 'CorsExposure', 'Retry-After'],
] // prettier-ignore

describe('doctor', () => {
  it('finds nothing wrong with what is right', async () => {
    expect(await examine({})).toEqual([])
  })

  it('finds nothing wrong with rules that expose all', async () => {
    expect(await examine({ rule: { ExposeHeaders: ['*'] } })).toEqual([])
  })

  it('finds nothing wrong with a server that signs for pages, and no listings', async () => {
    const refused = new OosError({ code: 'AccessDenied', message: '', operation: 'remoteSigner' })
    const sign = () => Promise.resolve({ accessKeyId: 'A', sign: () => Promise.reject(refused) })
    expect(await examine({ client: { credentials: undefined, sign } })).toEqual([])
  })

  it('finds an http endpoint in a page served over https, which sends nothing there', async () => {
    vi.stubGlobal('location', { protocol: 'https:', origin, hostname: 'app.example.com' })
    vi.spyOn(console, 'warn').mockReturnValue()
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    try {
      const client = new OosClient({ endpoint: 'http://oos.example', credentials: owner })
      const { findings, checks } = await doctor(client, { Bucket })
      expect(findings.map(({ code }) => code)).toEqual(['Insecure'])
      expect(checks).toMatchObject({ https: 'done', endpoint: 'skipped' })
      expect(fetch).not.toHaveBeenCalled()
    } finally {
      vi.unstubAllGlobals()
      vi.restoreAllMocks()
    }
  })

  it.each(cases)('finds %s, and nothing else', async (_, wrong, code, says) => {
    const findings = await examine(wrong)
    expect(findings.map((finding) => finding.code)).toEqual(
      code === 'NoSuchBucket' ? ['NoSuchBucket', 'CorsMissing'] : [code],
    )
    expect(findings[0]?.text).toContain(says)
  })

  it.each(cases)('says it in Chinese as well: %s', async (_, wrong) => {
    const findings = await examine(wrong, 'zh-CN')
    expect(findings[0]?.text).toMatch(/\p{Script=Han}/u)
  })

  it('finds a host that only virtual-host style asks for', async () => {
    const emulator = createEmulator({ accounts: [owner] })
    const keeper = new OosClient({ endpoint, credentials: owner, fetch: inProcess(emulator) })
    await keeper.send(new CreateBucketCommand({ Bucket }))
    const client = new OosClient({
      endpoint,
      credentials: owner,
      addressing: 'virtual',
      fetch: (url, init) =>
        new URL(url).host === 'oos.example'
          ? inProcess(emulator)(url, init)
          : Promise.reject(new TypeError('fetch failed')),
    })
    const { findings, checks } = await doctor(client, { Bucket })
    expect(findings.map(({ code }) => code)).toEqual(['HostNotFound'])
    expect(checks).toMatchObject({ endpoint: 'done', addressing: 'done', cors: 'skipped' })
  })

  it('finds a bucket with a dot in a host that no certificate covers', async () => {
    const client = new OosClient({
      endpoint,
      addressing: 'virtual',
      fetch: () => Promise.resolve(new Response('', { status: 403 })),
    })
    const { findings } = await doctor(client, { Bucket: 'my.photos' })
    expect(findings.map(({ code }) => code)).toContain('DottedBucket')
  })

  it('says which checks it did', async () => {
    const client = new OosClient({
      endpoint,
      credentials: owner,
      fetch: inProcess(createEmulator({ accounts: [owner] })),
    })
    await client.send(new CreateBucketCommand({ Bucket }))
    expect((await doctor(client, { Bucket })).checks).toEqual({
      endpoint: 'done',
      https: 'done',
      clock: 'done',
      signature: 'done',
      addressing: 'done',
      bucket: 'done',
      cors: 'skipped',
      exposure: 'skipped',
    })
  })

  it('ends with the reason of the signal', async () => {
    const reason = new Error('enough')
    const client = new OosClient({ endpoint })
    const signal = AbortSignal.abort(reason)
    await expect(doctor(client, { Bucket, signal })).rejects.toBe(reason)
  })
})
