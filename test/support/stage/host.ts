import { randomBytes } from 'node:crypto'
import { CreateBucketCommand, PutBucketCorsCommand, type CORSRule } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  type Account,
  type Emulator,
  type EmulatorOptions,
  type FaultMatch,
  type RecordedRequest,
} from '@oos-js/emulator'
import { serve, type Serving } from '@oos-js/emulator/node'
import { inProcess } from '../in-process.ts'
import { secretForms } from '../secret-forms.ts'
import { createApp } from './app.ts'
import { startRawServer, type RawReply, type RawServer } from '../raw-server.ts'

/** What the emulator of a stage is told; functions cannot be sent from a page. */
export interface StageOptions extends Pick<
  EmulatorOptions,
  'cors' | 'emptyPages' | 'nextMarker' | 'switches'
> {
  /** Milliseconds by which the emulator's clock is ahead of the page's. */
  readonly skew?: number
  /** Gives the emulator a key that the page does not know, and keeps every answer. */
  readonly hasSecret?: boolean
}

/** What the raw server does with one request. */
export interface RawAnswer {
  /** Text for the socket, as it is; `httpText` makes decent ones. Nothing if left out. */
  readonly write?: string
  /** What becomes of the connection: it stays open unless told otherwise. */
  readonly end?: 'keep' | 'close' | 'reset'
}

/** A request that the raw server got, its body as text. */
export interface PlayedRequest {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** A stage as Node knows it. The stages of several pages live side by side. */
interface HostedStage {
  readonly emulator: Emulator
  readonly account: Account
  readonly serving: Serving
  /** Applications that run beside it. */
  readonly apps: Serving[]
  /** What pages have received, if it is kept. */
  readonly answers: string[] | undefined
  readonly raw: RawServer
  readonly script: RawAnswer[]
}

/** What a page may ask Node to do. */
export interface StageHost {
  open(options: StageOptions): Promise<{ id: string; url: string; rawUrl: string }>
  createBucket(id: string, bucket: string, rules: readonly CORSRule[]): Promise<void>
  fault(
    id: string,
    match: FaultMatch,
    calls: readonly (readonly [method: string, args: readonly unknown[]])[],
  ): Promise<void>
  clearFaults(id: string): Promise<void>
  requests(id: string): Promise<readonly RecordedRequest[]>
  play(id: string, answers: readonly RawAnswer[]): Promise<void>
  played(id: string): Promise<readonly PlayedRequest[]>
  openApp(id: string, bucket: string): Promise<string>
  leaks(id: string, texts: readonly string[]): Promise<{ searched: number; found: string[] }>
  close(id: string): Promise<void>
}

const stages = new Map<string, HostedStage>()
let opened = 0

export const host: StageHost = {
  async open({ skew = 0, hasSecret = false, ...options }) {
    const account = hasSecret ? ownAccount() : defaultAccount
    const clock = { now: () => Date.now() + skew }
    const emulator = createEmulator({ ...options, accounts: [account], clock })
    const answers = hasSecret ? [] : undefined
    const serving = await serve(answers ? recording(emulator, answers) : emulator)
    const script: RawAnswer[] = []
    const raw = await startRawServer(async (request, reply) => {
      if (request.method === 'OPTIONS') allowAll(request.headers, reply)
      else {
        await request.read()
        perform(script.length > 1 ? script.shift()! : (script[0] ?? {}), reply)
      }
    })
    const id = String(++opened)
    stages.set(id, { emulator, account, serving, apps: [], answers, raw, script })
    return { id, url: serving.url, rawUrl: raw.url }
  },

  async createBucket(id, Bucket, rules) {
    const client = keeperOf(stageOf(id))
    await client.send(new CreateBucketCommand({ Bucket }))
    if (rules.length === 0) return
    const CORSConfiguration = { CORSRules: [...rules] }
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
  },

  async fault(id, match, calls) {
    let builder = stageOf(id).emulator.faults.on(match) as never as Chained
    for (const [method, args] of calls) builder = builder[method]!(...args)
  },

  async clearFaults(id) {
    stageOf(id).emulator.faults.clear()
  },

  async requests(id) {
    return structuredClone(stageOf(id).emulator.requests)
  },

  async play(id, answers) {
    stageOf(id).script.splice(0, Infinity, ...answers)
  },

  async played(id) {
    return stageOf(id)
      .raw.requests.filter(({ method }) => method !== 'OPTIONS')
      .map(({ method, target, headers, body }) => ({
        method,
        target,
        headers,
        body: new TextDecoder().decode(body),
      }))
  },

  async openApp(id, bucket) {
    const stage = stageOf(id)
    const handle = createApp({ client: keeperOf(stage), credentials: stage.account, bucket })
    const app = await serve(recording({ handle }, stage.answers ?? []))
    stage.apps.push(app)
    return app.url
  },

  async leaks(id, texts) {
    const { account, answers = [] } = stageOf(id)
    const forms = secretForms(account.secretAccessKey)
    const all = [...answers, ...texts]
    const found = all.flatMap((text) => forms.filter((form) => text.includes(form)))
    return { searched: all.length, found }
  },

  async close(id) {
    const { serving, apps, raw } = stageOf(id)
    stages.delete(id)
    await Promise.all([serving, raw, ...apps].map((server) => server.close()))
  },
}

/** A key of this stage's own, whose secret has what base64 and URLs write otherwise. */
function ownAccount(): Account {
  const secretAccessKey = `${randomBytes(15).toString('base64')}/+=${randomBytes(15).toString('base64')}`
  return { accessKeyId: `STAGE${randomBytes(6).toString('hex').toUpperCase()}`, secretAccessKey }
}

/** Reaches the emulator behind the back of its server. */
function keeperOf({ emulator, serving, account }: HostedStage): OosClient {
  const fetch = inProcess(emulator)
  return new OosClient({ endpoint: serving.url, credentials: account, fetch })
}

/** Keeps what a server answers, headers and all, for who looks for a secret in it. */
function recording(server: Pick<Emulator, 'handle'>, answers: string[]): Pick<Emulator, 'handle'> {
  return {
    async handle(request, context) {
      const answer = await server.handle(request, context)
      const body = new Uint8Array(await answer.clone().arrayBuffer())
      const headers = [...answer.headers].map((field) => field.join(': '))
      answers.push([...headers, '', Buffer.from(body).toString('latin1')].join('\n'))
      return answer
    },
  }
}

type Chained = Readonly<Record<string, (...args: readonly unknown[]) => Chained>>

function stageOf(id: string): HostedStage {
  const stage = stages.get(id)
  if (stage === undefined) throw new Error(`There is no stage ${id}, or it was closed`)
  return stage
}

function allowAll(headers: PlayedRequest['headers'], reply: RawReply): void {
  const asked = (wanted: string): string =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '*'
  reply.answer(204, {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': asked('access-control-request-method'),
    'Access-Control-Allow-Headers': asked('access-control-request-headers'),
  })
}

function perform({ write, end = 'keep' }: RawAnswer, reply: RawReply): void {
  if (write !== undefined) reply.write(write)
  if (end === 'close') reply.close()
  if (end === 'reset') reply.reset()
}
