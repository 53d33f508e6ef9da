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
  values,
} from './client.js'

let emulator: Emulator
const target = '/bucket/?lifecycle'

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

const days = '<Expiration><Days>30</Days></Expiration>'

function rule(prefix: string, action = days, id = '', status = 'Enabled'): string {
  const name = id === '' ? '' : `<ID>${id}</ID>`
  return `<Rule>${name}<Prefix>${prefix}</Prefix><Status>${status}</Status>${action}</Rule>`
}

function configuration(...rules: string[]): string {
  return `<LifecycleConfiguration>${rules.join('')}</LifecycleConfiguration>`
}

describe('PUT Bucket Lifecycle', () => {
  it('stores rules as they are', async () => {
    const date = '<Expiration><Date>2002-10-11T00:00:00.000Z</Date></Expiration>'
    const move =
      '<Transition><Days>3</Days><StorageClass>STANDARD_IA</StorageClass></Transition>' + days
    const document = configuration(
      rule('logs/', days, 'one'),
      rule('old/', date, 'two', 'Disabled'),
      rule('moved/', move, 'three'),
    )
    expect((await putDocument(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it('takes an empty prefix for the whole bucket', async () => {
    await putDocument(
      emulator,
      target,
      configuration('<Rule><Prefix/><Status>Enabled</Status>' + days + '</Rule>'),
    )
    expect(values((await get(emulator, target)).text, 'Prefix')).toEqual([''])
  })

  it('makes up the ids that are missing', async () => {
    const rules = [rule('a'), rule('b', days, 'rule-1'), rule('c')]
    await putDocument(emulator, target, configuration(...rules))
    expect(values((await get(emulator, target)).text, 'ID')).toEqual(['rule-2', 'rule-1', 'rule-3'])
  })

  it('needs Content-MD5', async () => {
    expect(code(await put(emulator, target, configuration(rule('a'))))).toBe('InvalidRequest')
  })

  it.each([
    ['100 rules', Array.from({ length: 100 }, (_, index) => rule(`${index}/`))],
    ['long names', [rule('p'.repeat(1024), days, 'i'.repeat(255))]],
    [
      'a date without a fraction',
      [rule('a', '<Expiration><Date>2030-01-01T00:00:00Z</Date></Expiration>')],
    ],
    ['prefixes that differ', [rule('a/'), rule('ab'), rule('a.')]],
  ])('accepts %s', async (_, rules) => {
    expect((await putDocument(emulator, target, configuration(...rules))).status).toBe(200)
  })

  it.each([
    ['no rule', [], 'MalformedXML'],
    ['101 rules', Array.from({ length: 101 }, (_, index) => rule(`${index}/`)), 'MalformedXML'],
    ['no prefix', [rule('a').replace('<Prefix>a</Prefix>', '')], 'MalformedXML'],
    ['another status', [rule('a', days, '', 'enabled')], 'MalformedXML'],
    ['no action', [rule('a', '')], 'MalformedXML'],
    ['an empty action', [rule('a', '<Expiration/>')], 'MalformedXML'],
    [
      'days and a date',
      [rule('a', '<Expiration><Days>1</Days><Date>2030-01-01T00:00:00Z</Date></Expiration>')],
      'MalformedXML',
    ],
    ['no days', [rule('a', '<Expiration><Days>0</Days></Expiration>')], 'InvalidArgument'],
    ['half a day', [rule('a', '<Expiration><Days>0.5</Days></Expiration>')], 'InvalidArgument'],
    [
      'noon',
      [rule('a', '<Expiration><Date>2030-01-01T12:00:00Z</Date></Expiration>')],
      'InvalidArgument',
    ],
    [
      'the 13th month',
      [rule('a', '<Expiration><Date>2030-13-01T00:00:00Z</Date></Expiration>')],
      'InvalidArgument',
    ],
    ['a long id', [rule('a', days, 'i'.repeat(256))], 'InvalidArgument'],
    ['a long prefix', [rule('p'.repeat(1025))], 'InvalidArgument'],
    ['an id twice', [rule('a', days, 'x'), rule('b', days, 'x')], 'InvalidArgument'],
    ['a prefix twice', [rule('a'), rule('a')], 'InvalidRequest'],
    ['a prefix of another', [rule('logs/2018'), rule('b'), rule('logs/')], 'InvalidRequest'],
  ])('refuses %s', async (_, rules, expected) => {
    const answer = await putDocument(emulator, target, configuration(...rules))
    expect([answer.status, code(answer)]).toEqual([400, expected])
  })
})

describe('a Filter around the prefix', () => {
  it('is taken, and answered in the form that OOS documents', async () => {
    const body = configuration(rule('a')).replace(
      '<Prefix>a</Prefix>',
      '<Filter><Prefix>a</Prefix></Filter>',
    )
    expect((await putDocument(emulator, target, body)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toContain('</ID><Prefix>a</Prefix><Status>')
  })
})

describe('DELETE Bucket Lifecycle', () => {
  it('answers 204, and GET then NoSuchLifecycleConfiguration', async () => {
    await putDocument(emulator, target, configuration(rule('a')))
    const answers = [await remove(emulator, target), await get(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([204, 404])
    expect(answers.map(code)).toEqual([undefined, 'NoSuchLifecycleConfiguration'])
  })
})
