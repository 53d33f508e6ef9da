import { browserCorsRule, doctor, type CORSRule, type Finding } from '@oos-js/commands'
import { OosClient, remoteSigner, type ClientOptions } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { createStage } from '../support/stage/stage.ts'
import type { StageOptions } from '../support/stage/host.ts'

const Bucket = 'photos'
const good = browserCorsRule(location.origin)
const headers = [
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'content-type',
  'content-md5',
  'x-amz-meta-*',
]
const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] as const

interface Case {
  readonly stage?: StageOptions
  readonly client?: Partial<ClientOptions>
  readonly rules?: readonly CORSRule[]
  readonly language?: 'zh-CN'
}

async function examine({ stage: options, client, rules, language }: Case) {
  const stage = await createStage(options)
  await stage.createBucket(Bucket, rules ?? [good])
  const before = await stage.requests()
  const given = { Bucket, ...(language && { language }) }
  const diagnosis = await doctor(stage.client(client), given)
  // A doctor that writes would do harm: what is sent with other methods has to be refused.
  const sent = (await stage.requests()).slice(before.length)
  const done = sent.filter(({ method, status }) => method !== 'GET' && status < 400)
  expect(done.map(({ method, rawTarget }) => `${method} ${rawTarget}`)).toEqual([])
  return diagnosis
}

const saying = (findings: readonly Finding[]) => findings.map(({ code, text }) => [code, text])

function changed(rule: Partial<CORSRule>): readonly CORSRule[] {
  return [{ ...good, ...rule }]
}

describe('in a page, doctor', () => {
  it.each([
    ['the rule of browserCorsRule', [good]],
    ['a rule that names every header', changed({ AllowedHeaders: headers })],
    ['a rule for all origins', changed({ AllowedOrigins: ['*'] })],
    ['a rule for a pattern of origins', changed({ AllowedOrigins: ['http://*'] })],
    ['a rule that exposes all', changed({ ExposeHeaders: [...(good.ExposeHeaders ?? []), '*'] })],
    ['rules for each method', methods.map((method) => ({ ...good, AllowedMethods: [method] }))],
  ])('finds nothing wrong with %s', async (_, rules) => {
    const { findings, checks } = await examine({ rules })
    expect(saying(findings)).toEqual([])
    expect(new Set(Object.values(checks))).toEqual(new Set(['done']))
  })

  it.each([
    ['no rule', []],
    ['a rule for another origin', changed({ AllowedOrigins: ['https://other.example'] })],
  ])('finds that there is %s for this origin', async (_, rules) => {
    const { findings, checks } = await examine({ rules })
    expect(saying(findings)).toEqual([['CorsMissing', expect.stringContaining(location.origin)]])
    expect(checks).toMatchObject({ endpoint: 'done', cors: 'done', signature: 'skipped' })
  })

  it.each(methods)('finds that %s is not allowed', async (method) => {
    const rules = changed({ AllowedMethods: methods.filter((one) => one !== method) })
    const { findings } = await examine({ rules })
    expect(saying(findings)).toEqual([
      ['CorsMethods', expect.stringContaining(`AllowedMethod ${method}.`)],
    ])
  })

  it.each(headers)('finds that the header %s is not allowed', async (header) => {
    const rules = changed({ AllowedHeaders: headers.filter((one) => one !== header) })
    const { findings } = await examine({ rules })
    const name = header.replace('*', 'name')
    expect(saying(findings)).toEqual([
      ['CorsHeaders', expect.stringContaining(`AllowedHeader ${name}, or`)],
    ])
  })

  it('finds that a header is not allowed for one of the methods', async () => {
    const rules = [
      { ...good, AllowedMethods: ['GET', 'HEAD', 'POST', 'DELETE'] },
      {
        ...good,
        AllowedMethods: ['PUT'],
        AllowedHeaders: headers.filter((one) => !one.includes('md5')),
      },
    ] as readonly CORSRule[]
    const { findings } = await examine({ rules })
    expect(saying(findings)).toEqual([['CorsHeaders', expect.stringContaining('content-md5')]])
  })

  it('finds the header that middleware of its own sends', async () => {
    const stage = await createStage()
    await stage.createBucket(Bucket, changed({ AllowedHeaders: headers }))
    const client = stage.client()
    client.use('team', (call, next) => {
      call.request.headers.set('x-team', 'cats')
      return next(call)
    })
    const { findings } = await doctor(client, { Bucket })
    expect(saying(findings)).toEqual([['CorsHeaders', expect.stringContaining('x-team')]])
  })

  it.each(['ETag', 'Date', 'Retry-After', 'x-amz-request-id'])(
    'finds that %s is hidden',
    async (name) => {
      const ExposeHeaders = (good.ExposeHeaders ?? []).filter((one) => one !== name)
      const { findings } = await examine({ rules: changed({ ExposeHeaders }) })
      expect(saying(findings)).toEqual([
        ['CorsExposure', expect.stringContaining(`ExposeHeader ${name}:`)],
      ])
    },
  )

  it('finds that ETag is hidden from uploads alone', async () => {
    const rules = [
      { ...good, AllowedMethods: ['GET', 'HEAD', 'POST', 'DELETE'] },
      { ...good, AllowedMethods: ['PUT'], ExposeHeaders: ['Date'] },
    ] as readonly CORSRule[]
    const { findings } = await examine({ rules })
    expect(saying(findings)).toEqual([['CorsExposure', expect.stringContaining('ETag')]])
  })

  it('finds that a service hides what the rule exposes', async () => {
    const { findings } = await examine({ stage: { cors: { neverExposed: ['date'] } } })
    expect(saying(findings)).toEqual([['CorsExposure', expect.stringContaining('Date')]])
  })

  it('finds all that is wrong at once', async () => {
    const rules = changed({ AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['authorization', 'x-amz-date'], ExposeHeaders: [] }) // prettier-ignore
    const { findings } = await examine({ rules })
    expect(findings.map(({ code }) => code)).toEqual(['CorsMethods', 'CorsHeaders', 'CorsExposure'])
  })

  it('says what it cannot tell where errors carry no CORS headers', async () => {
    const { findings, checks } = await examine({ stage: { cors: { onErrors: false } } })
    expect(saying(findings)).toEqual([])
    expect(checks).toMatchObject({ cors: 'partly', exposure: 'done', signature: 'done' })
  })

  it('says it in Chinese', async () => {
    const { findings } = await examine({ rules: [], language: 'zh-CN' })
    expect(saying(findings)).toEqual([
      ['CorsMissing', expect.stringMatching(/^bucket 没有适用于来源/)],
    ])
  })

  it.each<[string, string, Case]>([
    ['a wrong secret', 'WrongSecret', { client: { credentials: { ...defaultAccount, secretAccessKey: 'wrong' } } }],
    ['a key of nobody', 'UnknownKey', { client: { credentials: { ...defaultAccount, accessKeyId: 'NOBODY' } } }],
    ['a clock an hour off', 'ClockOff', { stage: { skew: 3_600_000 } }],
  ])('finds %s, as elsewhere', async (_, code, wrong) => {
    const { findings } = await examine(wrong)
    expect(findings.map((finding) => finding.code)).toEqual([code])
  }) // prettier-ignore

  it('finds a wrong clock whose date is hidden', async () => {
    const ExposeHeaders = (good.ExposeHeaders ?? []).filter((one) => one !== 'Date')
    const { findings } = await examine({
      stage: { skew: 3_600_000 },
      rules: changed({ ExposeHeaders }),
    })
    expect(findings.map(({ code }) => code)).toEqual(['ClockOff', 'CorsExposure'])
  })

  it('tells an endpoint that does not answer from one that CORS hides', async () => {
    const client = new OosClient({ endpoint: 'http://127.0.0.1:9', maxAttempts: 1 })
    const { findings, checks } = await doctor(client, { Bucket })
    expect(findings.map(({ code }) => code)).toEqual(['Unreachable'])
    expect(checks).toMatchObject({ endpoint: 'done', cors: 'skipped' })
  })
})

describe('in a page that a server signs for, doctor', () => {
  /** A client whose server signs nothing: `refusal` is what it says. */
  async function examineSigned(rules: readonly CORSRule[], refusal: Response) {
    const stage = await createStage()
    await stage.createBucket(Bucket, rules)
    const sign = remoteSigner('/sign', {
      fetch: async (_, { method }) =>
        method === 'GET' ? Response.json({ accessKeyId: 'server' }) : refusal.clone(),
    })
    return doctor(stage.client({ credentials: undefined, sign }), { Bucket })
  }
  const refused = new Response('not a request about an object', { status: 403 })

  it('finds nothing wrong with a server that signs no listings, and says what it left out', async () => {
    const { findings, checks } = await examineSigned([good], refused)
    expect(saying(findings)).toEqual([])
    expect(checks).toEqual({
      endpoint: 'done',
      https: 'done',
      clock: 'done',
      signature: 'skipped',
      addressing: 'skipped',
      bucket: 'skipped',
      cors: 'done',
      exposure: 'partly',
    })
  })

  it('finds what the rule lacks all the same', async () => {
    const rules = changed({ AllowedMethods: ['GET'], ExposeHeaders: [] })
    const { findings } = await examineSigned(rules, refused)
    expect(saying(findings)).toEqual([
      ['CorsMethods', expect.stringContaining('HEAD, PUT, POST, DELETE')],
      ['CorsExposure', expect.stringContaining('Date, x-amz-request-id')],
    ])
  })

  it('finds that there is no rule', async () => {
    const { findings } = await examineSigned([], refused)
    expect(findings.map(({ code }) => code)).toEqual(['CorsMissing'])
  })

  it('finds a server that fails', async () => {
    const { findings } = await examineSigned([good], new Response('down', { status: 500 }))
    expect(saying(findings)).toEqual([['NotSigned', expect.stringContaining('500')]])
  })
})
