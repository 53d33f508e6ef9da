import { browserCorsRule, PutBucketCorsCommand } from '@oos-js/commands'
import type { ClientOptions, OosClient } from '@oos-js/core'
import { commands } from 'vitest/browser'
import type { Stage } from '../../stage/stage.ts'
import { places, requestAt, type Fault, type Place } from './cells.ts'

/** A page that uploads over real connections. */
export interface PageScene {
  readonly stage: Stage
  /** The client of the page. */
  readonly client: OosClient
  readonly Bucket: string
}

/** What can go wrong with a network, and with what stands behind it: the rest is the same in any place. */
export const pageFaults: readonly Fault[] = [
  'cut',
  'stall',
  '500',
  '503 with Retry-After',
  'truncated answer',
  'hidden ETag',
  'offline',
]

/** One way in which something goes wrong for a page. */
export interface PageWay {
  readonly fault: Fault
  /** When, or how, in words. */
  readonly how: string
  /** Has it happen to the requests for a place, so often. */
  happen(scene: PageScene, place: Place, times: number): unknown
  /** Has it pass; what the stage was told is forgotten anyway. */
  pass?(scene: PageScene): unknown
  /** With what code an upload of one attempt fails; `done` where it gets by. */
  outcome(place: Place): string
  /** What the client is told. */
  readonly client?: Partial<ClientOptions>
}

/** Milliseconds without a byte that a page is patient where nothing comes. */
const patience = { firstByte: 1000, idle: 1000 }
/** Milliseconds that the network is away. */
const absence = 300

const isPart = (place: Place): boolean => requestAt[place].part !== undefined

/** Of Complete an upload finds out that it was carried out. */
const orDone =
  (code: string) =>
  (place: Place): string =>
    place === 'Complete' ? 'done' : code

const at = (place: Place): { operation: string; part?: number } => {
  const { operation, part } = requestAt[place]
  return { operation, ...(part !== undefined && { part }) }
}

/** Does something when the client is about to sign a request, so often. */
function onAttempt({ client }: PageScene, place: Place, times: number, act: () => unknown): void {
  let left = times
  client.use(
    'scene',
    async (call, next) => {
      const { operation, input } = call.command as unknown as {
        operation: { name: string }
        input: { PartNumber?: number }
      }
      const wanted = requestAt[place]
      const isHere = wanted.operation === operation.name && wanted.part === input.PartNumber
      if (isHere && left-- > 0) await act()
      return next(call)
    },
    { step: 'attempt' },
  )
}

async function exposeETag({ stage, Bucket }: PageScene, isExposed: boolean): Promise<void> {
  const rule = browserCorsRule(location.origin)
  const ExposeHeaders = rule.ExposeHeaders?.filter((name) => isExposed || name !== 'ETag')
  const CORSConfiguration = { CORSRules: [{ ...rule, ExposeHeaders }] }
  await stage.client().send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }))
}

/** All ways, fault by fault. */
const pageWays: readonly PageWay[] = [
  {
    fault: 'cut',
    how: 'while it is read',
    happen: ({ stage }, place, times) =>
      stage
        .on(at(place))
        .drop(isPart(place) ? 'uploading' : 'before')
        .times(times),
    outcome: () => 'NetworkError',
  },
  {
    fault: 'cut',
    how: 'after it was done',
    happen: ({ stage }, place, times) => stage.on(at(place)).drop('after').times(times),
    outcome: orDone('NetworkError'),
  },
  {
    fault: 'stall',
    how: 'before it is read',
    happen: ({ stage }, place, times) => stage.on(at(place)).stall('before').times(times),
    outcome: () => 'Timeout',
    client: { timeout: patience },
  },
  {
    fault: '500',
    how: 'after it was done',
    happen: ({ stage }, place, times) =>
      stage.on(at(place)).fail('InternalError', { when: 'after' }).times(times),
    outcome: orDone('InternalError'),
  },
  {
    fault: '503 with Retry-After',
    how: 'of a second',
    happen: ({ stage }, place, times) =>
      stage.on(at(place)).fail('SlowDown', { retryAfter: 1 }).times(times),
    outcome: () => 'SlowDown',
  },
  {
    fault: 'truncated answer',
    how: 'by a cut',
    happen: ({ stage }, place, times) =>
      stage
        .on(at(place))
        .truncate(isPart(place) ? 0 : 120)
        .times(times),
    outcome: orDone('NetworkError'),
  },
  {
    fault: 'hidden ETag',
    how: 'by CORS',
    async happen(scene, place, times) {
      onAttempt(scene, place, 1, () => exposeETag(scene, false))
      if (times > 1)
        await scene.stage.on({ operation: 'ListParts' }).fail('AccessDenied').times(times)
    },
    pass: (scene) => exposeETag(scene, true),
    outcome: orDone('ETagHidden'),
  },
  {
    fault: 'offline',
    how: 'and told so',
    happen(scene, place) {
      onAttempt(scene, place, 1, async () => {
        const gone = new Promise((resolve) => {
          addEventListener('offline', resolve, { once: true })
        })
        // Its answer comes when the network is back.
        void commands.takeNetwork(absence)
        await gone
      })
    },
    outcome: () => 'done',
  },
]

/** A way at a place. */
export interface PageCell extends PageWay {
  readonly place: Place
}

/** Each way at each place, titled. */
export const pageCells: readonly (readonly [title: string, cell: PageCell])[] = pageWays.flatMap(
  (way) =>
    places.map((place) => [`${way.fault} at ${place}, ${way.how}`, { ...way, place }] as const),
)
