import { CreateBucketCommand, PutBucketCorsCommand, type CORSRule } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  type Emulator,
  type EmulatorOptions,
  type FaultMatch,
  type RecordedRequest,
} from '@oos-js/emulator'
import { serve, type Serving } from '@oos-js/emulator/node'
import { inProcess } from '../in-process.ts'
import { startRawServer, type RawReply, type RawServer } from '../raw-server.ts'

/** What the emulator of a stage is told; functions cannot be sent from a page. */
export interface StageOptions extends Pick<
  EmulatorOptions,
  'accounts' | 'cors' | 'emptyPages' | 'nextMarker' | 'switches'
> {
  /** Milliseconds by which the emulator's clock is ahead of the page's. */
  readonly skew?: number
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
  readonly serving: Serving
  readonly raw: RawServer
  readonly answers: RawAnswer[]
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
  close(id: string): Promise<void>
}

const stages = new Map<string, HostedStage>()
let opened = 0

export const host: StageHost = {
  async open({ skew = 0, ...options }) {
    const emulator = createEmulator({ ...options, clock: { now: () => Date.now() + skew } })
    const serving = await serve(emulator)
    const answers: RawAnswer[] = []
    const raw = await startRawServer(async (request, reply) => {
      if (request.method === 'OPTIONS') allowAll(request.headers, reply)
      else {
        await request.read()
        perform(answers.length > 1 ? answers.shift()! : (answers[0] ?? {}), reply)
      }
    })
    const id = String(++opened)
    stages.set(id, { emulator, serving, raw, answers })
    return { id, url: serving.url, rawUrl: raw.url }
  },

  async createBucket(id, Bucket, rules) {
    const { emulator, serving } = stageOf(id)
    const fetch = inProcess(emulator)
    const client = new OosClient({ endpoint: serving.url, credentials: defaultAccount, fetch })
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
    stageOf(id).answers.splice(0, Infinity, ...answers)
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

  async close(id) {
    const { serving, raw } = stageOf(id)
    stages.delete(id)
    await Promise.all([serving.close(), raw.close()])
  },
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
