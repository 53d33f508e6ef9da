import type { Trouble } from '../lab.ts'
import { places, requestAt, type Fault, type Place } from './cells.ts'
import type { Scene } from './scene.ts'

/** One way in which something goes wrong. */
export interface Way {
  readonly fault: Fault
  /** When, or how, in words. */
  readonly how: string
  /** Where it can. */
  readonly places: readonly Place[]
  /** Has it happen to the requests for a place, so often. */
  happen(scene: Scene, place: Place, times: number): void
  /** How often it may happen to a request without ending the upload. */
  readonly bearable: number
  /** Whether it is about that request alone, so that no other is sent twice. */
  readonly isAlone: boolean
  /** With what code an upload fails when it does not pass; `done` where it gets by, `waits` where it goes on. */
  outcome(place: Place): string
}

const parts: readonly Place[] = ['first part', 'middle part', 'last part']
const posts: readonly Place[] = ['Create', 'Complete']
const hour = 3_600_000

/** What the network does: see {@link Trouble}. */
function network(fault: Fault, trouble: Trouble, outcome: Way['outcome']): Way {
  return {
    fault,
    how: trouble.split(' ')[1] ?? '',
    places: trouble.endsWith('halfway') ? parts : places,
    bearable: 2,
    isAlone: true,
    outcome,
    happen({ lab }, place, times) {
      lab.trouble(requestAt[place], trouble, times)
    },
  }
}

/** What the service answers. */
function answer(
  fault: Fault,
  how: string,
  code: string,
  details: { readonly when?: 'after'; readonly retryAfter?: number },
  outcome: Way['outcome'] = () => code,
): Way {
  return {
    fault,
    how,
    places,
    bearable: 2,
    isAlone: true,
    outcome,
    happen({ lab }, place, times) {
      lab.emulator.faults.on(faultAt(place)).fail(code, details).times(times)
    },
  }
}

/** Of Complete an upload finds out that it was carried out. */
const orDone =
  (code: string) =>
  (place: Place): string =>
    place === 'Complete' ? 'done' : code

/** All ways, fault by fault. */
export const ways: readonly Way[] = [
  network('cut', 'cut before', () => 'NetworkError'),
  network('cut', 'cut halfway', () => 'NetworkError'),
  network('cut', 'cut after', orDone('NetworkError')),
  network('stall', 'stall before', () => 'Timeout'),
  network('stall', 'stall halfway', () => 'Timeout'),
  network('stall', 'stall after', orDone('Timeout')),
  answer('500', 'before it was done', 'InternalError', {}),
  answer('500', 'after it was done', 'InternalError', { when: 'after' }, orDone('InternalError')),
  answer('503 with Retry-After', 'of 90 seconds', 'SlowDown', { retryAfter: 90 }),
  {
    fault: 'truncated answer',
    how: 'by a cut',
    places,
    bearable: 2,
    isAlone: true,
    outcome: orDone('NetworkError'),
    happen({ lab }, place, times) {
      const bytes = parts.includes(place) ? 0 : 120
      lab.emulator.faults.on(faultAt(place)).truncate(bytes).times(times)
    },
  },
  {
    fault: 'truncated answer',
    how: 'that ends too early',
    places: posts,
    bearable: 2,
    isAlone: true,
    outcome: orDone('InvalidResponse'),
    happen({ lab }, place, times) {
      let left = times
      lab.change(({ operation }, response) => {
        if (operation !== requestAt[place].operation || left-- <= 0) return response
        return shortened(response, 120)
      })
    },
  },
  {
    fault: 'hidden ETag',
    how: 'by CORS',
    places,
    bearable: 1,
    isAlone: true,
    outcome: orDone('ETagHidden'),
    happen({ lab }, place, times) {
      const wanted = requestAt[place]
      let isReached = false
      lab.change((asked, response) => {
        isReached ||= asked.operation === wanted.operation && asked.part === wanted.part
        if (isReached) response.headers.delete('etag')
        return response
      })
      // Where it lasts, the parts may not be listed either.
      if (times > 1)
        lab.emulator.faults.on({ operation: 'ListParts' }).fail('AccessDenied').times(times)
    },
  },
  {
    fault: 'hidden ETag',
    how: 'when the answer is lost',
    places: ['Complete'],
    bearable: 0,
    isAlone: true,
    outcome: () => 'UnknownOutcome',
    happen({ lab }, place, times) {
      lab.trouble(requestAt[place], 'cut after', times)
      let left = times
      lab.change(({ operation }, response) => {
        if (operation === 'HeadObject' && left-- > 0) response.headers.delete('etag')
        return response
      })
    },
  },
  {
    fault: 'expired credentials',
    how: 'of a provider',
    places,
    bearable: 1,
    isAlone: false,
    outcome: () => 'ExpiredToken',
    happen(scene, place, times) {
      scene.onAttempt(place, 1, () => {
        scene.expire()
        if (times > 1) scene.keepExpired()
      })
    },
  },
  {
    fault: 'offline',
    how: 'and told so',
    places,
    bearable: 1,
    isAlone: false,
    outcome: () => 'waits',
    happen(scene, place, times) {
      scene.onAttempt(place, 1, () => {
        scene.goOffline()
        if (times === 1) setTimeout(() => scene.calm(), hour / 6)
      })
    },
  },
  {
    fault: 'clock jump',
    how: 'of an hour',
    places,
    bearable: 1,
    isAlone: false,
    outcome: () => 'RequestTimeTooSkewed',
    happen(scene, place, times) {
      scene.onAttempt(place, times, () => scene.skew(hour))
    },
  },
]

function faultAt(place: Place): { operation: string; part?: number } {
  const { operation, part } = requestAt[place]
  return { operation, ...(part !== undefined && { part }) }
}

/** The same answer, its document ended after so many characters as if that were all. */
function shortened(response: Response, characters: number): Response {
  const through = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, characters))
      controller.terminate()
    },
  })
  const { status, headers } = response
  return new Response(response.body?.pipeThrough(through), { status, headers })
}
