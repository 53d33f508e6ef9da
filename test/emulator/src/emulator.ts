import { clearLog, writeLogs } from './access-log.js'
import { accountKey, type AccessKey } from './access-key.js'
import { createBackground } from './background.js'
import { commitTo, type Commit } from './commit.js'
import { createFaults, realTimer, type Faults } from './faults.js'
import { handle } from './handle.js'
import { oosLimits } from './limits.js'
import { allRegions } from './locations.js'
import { defaultAccount, type Clock, type EmulatorOptions, type Ids } from './options.js'
import { seededRandom } from './random.js'
import type { RecordedRequest } from './recorded-request.js'
import { fetchFromLoopback, type TriggerFailure } from './replicate.js'
import type { ReadonlySortedMap } from './sorted-map.js'
import type { Bucket, State, Upload } from './state.js'
import { memory } from './storage.js'
import { endOldUploads, sweep } from './sweep.js'
import { assumedSwitches } from './switches.js'
import type { HandleContext, World } from './world.js'

/** An OOS of one's own, in memory. */
export interface Emulator {
  /** Answers a request as OOS would; rejects with a TypeError where a connection would break. */
  handle(request: Request, context?: HandleContext): Promise<Response>
  /** The requests seen, in order: all of them, unless the options bound their number. */
  readonly requests: readonly RecordedRequest[]
  readonly faults: Faults
  readonly buckets: ReadonlySortedMap<Bucket>
  /** Multipart uploads that are neither complete nor aborted, by upload id. */
  readonly uploads: ReadonlyMap<string, Upload>
  /** The access keys of all accounts, temporary ones included, by id. */
  readonly keys: ReadonlyMap<string, AccessKey>
  /** Changes what is stored without a request, as tests prepare it. */
  readonly commit: Commit
  /** The copies that triggers could not make, in order. */
  readonly triggerFailures: readonly TriggerFailure[]
  /** Resolves once nothing goes on any more that outlives its answer, such as the copies of triggers. */
  settled(): Promise<void>
  /**
   * Does what OOS does in its own time: lifecycles delete and move objects, uploads whose life is over end,
   * access logs are written.
   */
  tick(): Promise<void>
  /** Forgets buckets, uploads, requests and faults, and every key that is not of the options. */
  reset(): void
}

/**
 * Makes an emulator.
 *
 * @example
 * const emulator = createEmulator()
 * const response = await emulator.handle(new Request('http://localhost/bucket/key'))
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  let world = createWorld(options)
  const { requests, faults, state, commit, background, triggerFailures, accessLog } = world
  return {
    handle: (request, context = {}) => handle(world, request, context),
    requests,
    faults,
    buckets: state.buckets,
    uploads: state.uploads,
    keys: state.keys,
    commit,
    triggerFailures,
    settled: () => background.settled(),
    async tick() {
      endOldUploads(world)
      for (const bucket of [...state.buckets.values()]) sweep(world, bucket)
      await writeLogs(world)
    },
    reset() {
      requests.length = 0
      triggerFailures.length = 0
      clearLog(accessLog)
      faults.clear()
      world.completed.clear()
      world.beingWritten.clear()
      commit({ type: 'forgetAll' })
      fillKeys(state, commit, options)
      world = { ...world, ids: startIds(options, state) }
    },
  }
}

function createWorld(options: EmulatorOptions): World {
  const { state, journal, bodies } = options.storage ?? memory()
  const commit = commitTo(state, journal, bodies)
  fillKeys(state, commit, options)
  return {
    clock: options.clock ?? Date,
    timer: options.timer ?? realTimer,
    ids: startIds(options, state),
    baseHosts: ['localhost', '127.0.0.1', ...(options.baseHosts ?? [])].map(lowerCase),
    websiteHosts: [...websites, ...(options.websiteHosts ?? [])].map(lowerCase),
    nextMarker: options.nextMarker ?? 'with-delimiter',
    emptyPages: options.emptyPages ?? false,
    regions: options.regions ?? allRegions,
    partOfCopyAbove: options.partOfCopyAbove ?? 5 * 1024 ** 3,
    updateAccessKeyAnswer: options.updateAccessKeyAnswer ?? 'empty',
    limits: { ...oosLimits, ...options.limits },
    switches: { ...assumedSwitches, ...options.switches },
    completed: new Map(),
    beingWritten: new Set(),
    cors: options.cors ?? {},
    requestsKept: options.requestsKept ?? Infinity,
    faults: createFaults(options.random ?? seededRandom(1)),
    state,
    commit,
    bodies,
    requests: [],
    background: createBackground(),
    accessLog: { pending: new Map(), since: undefined },
    swept: new WeakMap(),
    triggerFailures: [],
    fetch: options.fetch ?? fetchFromLoopback,
  }
}

// A browser resolves every name under localhost to the loopback address.
const websites = ['oos-website-cn.oos.ctyunapi.cn', 'website.localhost']

function startIds({ ids, clock = Date }: EmulatorOptions, state: State): Ids {
  return ids === undefined ? countingIds(clock, state) : ids()
}

// What has become of a key in a storage that was used before stays so.
function fillKeys(
  state: State,
  commit: Commit,
  { accounts = [defaultAccount], clock = Date }: EmulatorOptions,
): void {
  const now = clock.now()
  for (const account of accounts) {
    const { accessKeyId } = account
    if (state.keys.has(accessKeyId) || state.deletedKeys.has(accessKeyId)) continue
    commit({ type: 'putKey', key: accountKey(account, now) })
  }
}

// Upload ids of OOS are 19 digits that look like the time in nanoseconds.
function countingIds(clock: Clock, state: State): Ids {
  let requests = 0
  return {
    requestId: () => (requests += 1).toString(16).toUpperCase().padStart(16, '0'),
    uploadId: () => {
      const nanoseconds = BigInt(clock.now()) * 1_000_000n + BigInt(state.uploadsStarted + 1)
      return nanoseconds.toString().padStart(19, '1')
    },
  }
}

function lowerCase(text: string): string {
  return text.toLowerCase()
}
