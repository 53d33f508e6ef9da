import { browserCorsRule, type CORSRule } from '@oos-js/commands'
import { OosClient, type ClientOptions } from '@oos-js/core'
import {
  defaultAccount,
  type FaultBuilder,
  type FaultMatch,
  type RecordedRequest,
} from '@oos-js/emulator'
import { onTestFinished } from 'vitest'
import { commands } from 'vitest/browser'
import type { PlayedRequest, RawAnswer, StageOptions } from './host.ts'

/** Real servers for a test in a page, on other origins than the page's. */
export interface Stage {
  /** Endpoint of an emulator of this stage's own. */
  readonly url: string
  /** Address of a server that answers what {@link Stage.play} says. */
  readonly rawUrl: string
  /** A client of the emulator with real clock and the browser's `fetch`, that tries once. */
  client(options?: Partial<ClientOptions>): OosClient
  /** Makes a bucket with CORS rules: {@link openRule}, unless others are given. */
  createBucket(bucket: string, rules?: readonly CORSRule[]): Promise<void>
  /**
   * Adds a fault. It is set once awaited.
   *
   * @example
   * await stage.on({ operation: 'PutObject' }).fail('SlowDown').times(2)
   */
  on(match: FaultMatch): StageFault
  clearFaults(): Promise<void>
  /** What the emulator got, preflights left out. */
  requests(): Promise<readonly RecordedRequest[]>
  /** Sets what the raw server answers, one request after another; the last answer stays. */
  play(...answers: readonly RawAnswer[]): Promise<void>
  /** What the raw server got, preflights left out; it allows these all. */
  played(): Promise<readonly PlayedRequest[]>
  /** Starts the server of an application with this stage's key; see {@link createApp}. */
  openApp(bucket: string): Promise<string>
  /**
   * Looks for the secret of a stage that has one of its own, in all that its servers have answered and in
   * these texts.
   */
  leaks(...texts: readonly string[]): Promise<{ searched: number; found: string[] }>
}

/** The builder of faults as a page has it. */
type StageFault = {
  [Method in Exclude<keyof FaultBuilder, 'respond'>]: (
    ...args: Parameters<FaultBuilder[Method]>
  ) => StageFault
} & PromiseLike<void>

/** The rule that users are told to set, and no more: it opens a bucket to this page alone. */
export const openRule: CORSRule = browserCorsRule(location.origin)

/** Sets up a stage for the rest of the test that calls it. */
export async function createStage(options: StageOptions = {}): Promise<Stage> {
  const { id, url, rawUrl } = await commands.stage('open', options)
  onTestFinished(() => commands.stage('close', id))
  return {
    url,
    rawUrl,
    client: (more) =>
      new OosClient({ endpoint: url, credentials: defaultAccount, maxAttempts: 1, ...more }),
    createBucket: (bucket, rules = [openRule]) => commands.stage('createBucket', id, bucket, rules),
    on: (match) => faultOf((calls) => commands.stage('fault', id, match, calls)),
    clearFaults: () => commands.stage('clearFaults', id),
    async requests() {
      const requests = await commands.stage('requests', id)
      return requests.filter(({ method }) => method !== 'OPTIONS')
    },
    play: (...answers) => commands.stage('play', id, answers),
    played: () => commands.stage('played', id),
    openApp: (bucket) => commands.stage('openApp', id, bucket),
    leaks: (...texts) => commands.stage('leaks', id, texts),
  }
}

type Calls = (readonly [method: string, args: readonly unknown[]])[]

/** Keeps what is called on it, whatever the emulator's builder can do, until it is awaited. */
function faultOf(send: (calls: Calls) => Promise<void>, calls: Calls = []): StageFault {
  const take = (method: string | symbol): unknown =>
    method === 'then'
      ? (...then: Parameters<Promise<void>['then']>) => send(calls).then(...then)
      : (...args: unknown[]) => faultOf(send, [...calls, [String(method), args]])
  return new Proxy({}, { get: (_target, method) => take(method) }) as StageFault
}
