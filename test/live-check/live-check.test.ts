import {
  createEmulator,
  defaultAccount,
  type Emulator,
  type EmulatorOptions,
} from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { createCleanUp } from '../demo/clean-up.mjs'
import { inProcess } from '../support/in-process.ts'
import { ask } from './ask.mjs'
import { questions } from './questions.mjs'
import { formatReport } from './report.mjs'
import { scratchBucket } from './scratch-bucket.mjs'

type Finding = Awaited<ReturnType<typeof ask>>

const endpoint = 'http://oos.test'
const { accessKeyId, secretAccessKey } = defaultAccount

/** Asks an emulator everything, and cleans up. */
async function askAll(
  options: EmulatorOptions = {},
): Promise<{ findings: Map<string, Finding>; emulator: Emulator }> {
  const emulator = createEmulator({ ...options, baseHosts: ['oos.test'] })
  const settings = {
    endpoint,
    iamEndpoint: endpoint,
    credentials: { accessKeyId, secretAccessKey },
    fetch: inProcess(emulator),
  }
  const cleanUp = createCleanUp()
  const context = { ...settings, ...(await scratchBucket(settings, cleanUp)) }
  const findings = new Map<string, Finding>()
  for (const question of questions) findings.set(question.id, await ask(question, context))
  expect(await cleanUp.run()).toEqual([])
  return { findings, emulator }
}

const answers = (findings: Map<string, Finding>) =>
  Object.fromEntries([...findings].map(([id, { answer }]) => [id, answer]))

const assumed = Object.fromEntries(questions.map((question) => [question.id, question.assumed]))

/** A switch of the emulator the other way, and the answers that must change with it, and no other. */
const otherwise: readonly [name: string, options: EmulatorOptions, changed: object][] = [
  [
    'newSubresources',
    { switches: { newSubresources: 'signed' } },
    {
      'sign-trigger': 'signed',
      'sign-accelerate': 'signed',
      'sign-object-lock': 'signed',
      'sign-regions': 'signed',
      'unset-object-lock': 'SignatureDoesNotMatch',
      'trigger-carrier': 'refused with SignatureDoesNotMatch',
    },
  ],
  ['limitRate', { switches: { limitRate: 'unsigned' } }, { 'sign-limitrate': 'unsigned' }],
  ['marker', { switches: { marker: 'inclusive' } }, { marker: 'inclusive' }],
  [
    'unfinishedUpload',
    { switches: { unfinishedUpload: 'before the object' } },
    { 'unfinished-upload': 'before the object' },
  ],
  ['signatureErrors', { switches: { signatureErrors: 'bare' } }, { 'signature-errors': 'bare' }],
  ['serverTime', { switches: { serverTime: 'told' } }, { 'server-time': 'told' }],
  ['exposeAll', { switches: { exposeAll: 'refused' } }, { 'expose-all': 'refused' }],
  [
    'accessKeyOperations',
    { switches: { accessKeyOperations: 'V4 only' } },
    { 'access-keys-v2': 'refused', 'session-tokens': 'not found out' },
  ],
  [
    'completeAgain',
    { switches: { completeAgain: 'the same result' } },
    { 'complete-again': 'the same result' },
  ],
  ['sessionTokens', { switches: { sessionTokens: 'refused' } }, { 'session-tokens': 'refused' }],
  ['completeAnswer', { switches: { completeAnswer: 'at once' } }, { 'complete-answer': 'at once' }],
  [
    'whiteSpace',
    { switches: { whiteSpace: 'before the declaration' } },
    { 'white-space': 'before the declaration' },
  ],
  [
    'concurrentWrites',
    { switches: { concurrentWrites: 'last one wins' } },
    { 'concurrent-writes': 'last one wins' },
  ],
  ['nextMarker, always', { nextMarker: 'always' }, { 'next-marker-without': 'told' }],
  ['nextMarker, never', { nextMarker: 'never' }, { 'next-marker-with': 'left out' }],
  ['onErrors', { cors: { onErrors: false } }, { 'cors-on-errors': 'no', 'cors-on-refusals': 'no' }],
  ['neverExposed', { cors: { neverExposed: ['date'] } }, { 'expose-date': 'retry-after' }],
]

describe('the live check', () => {
  it('finds everything as assumed on the emulator as it is', async () => {
    expect(answers((await askAll()).findings)).toEqual(assumed)
  })

  it.each(otherwise)(
    'sees the switch %s the other way, and nothing else',
    async (_, options, changed) => {
      expect(answers((await askAll(options)).findings)).toEqual({ ...assumed, ...changed })
    },
  )

  it('asks about every switch of the emulator but the one that takes days', async () => {
    const { assumedSwitches } = await import('@oos-js/emulator')
    const asked = otherwise.flatMap(([, { switches }]) => Object.keys(switches ?? {}))
    expect([...asked, 'uploadLife'].sort()).toEqual(Object.keys(assumedSwitches).sort())
  })

  it('leaves no bucket behind', async () => {
    const { emulator } = await askAll()
    expect([...emulator.buckets.keys()]).toEqual([])
  })

  it('reports what differs in bold, and no secret', async () => {
    const { findings } = await askAll({ switches: { marker: 'inclusive' } })
    const report = formatReport(endpoint, [...findings.values()])
    expect(report).toContain(`${findings.size} questions, 1 answered otherwise than assumed`)
    expect(report).toContain('| exclusive | **inclusive** |')
    expect(report).not.toContain(secretAccessKey)
  })

  it('tells the reason of a question that it could not find out, and asks the others', async () => {
    const broken = { ...questions[0]!, find: () => Promise.reject(new Error('a | broken pipe')) }
    const finding = await ask(broken, {})
    expect(finding).toMatchObject({ answer: 'not found out', isAssumed: false })
    expect(formatReport(endpoint, [finding])).toContain(String.raw`a \| broken pipe`)
  })
})
