import { createProgressMeter } from '../progress-meter.js'
import type { UploadPhase, UploadProgress, UploadState } from './events.js'

/** Counts what an upload does, and tells how far it has come. */
export interface Ledger {
  /** Bytes of a part have left; 0 begins an attempt. `visible` if a transport has told so. */
  leaving(part: number, bytes: number, visible?: boolean): void
  /** A part is on the service. */
  confirm(part: number, bytes: number): void
  /** Parts were found on the service, of an earlier run. */
  found(parts: readonly (readonly [part: number, bytes: number])[]): void
  /** A part that counts as confirmed is to be sent again. */
  revoke(part: number): void
  /** All parts are to be sent again. */
  clear(): void
  /** Work of a kind has begun; what it gives says that it has ended. */
  busy(kind: Activity): () => void
  /** It is known of how many parts, and how many bytes, the upload is. */
  total(parts: number | undefined, bytes: number | undefined): void
  /** A pause has begun: it does not count as slowness. */
  rest(): void
  /** What there is to be seen. */
  read(state: UploadState): UploadProgress
}

/** What can be under way: a request, a hash, or a wait before a request is sent again. */
type Activity = 'request' | 'hash' | 'wait'

/**
 * @param size - Bytes in all, if known.
 * @param tell - Called whenever there is something new to be seen.
 */
export function createLedger(
  size: number | undefined,
  parts: number | undefined,
  tell: () => void,
): Ledger {
  const meter = createProgressMeter(size)
  const confirmed = new Map<number, number>()
  let safe = 0
  const underWay = new Map<number, number>()
  const active = { request: 0, hash: 0, wait: 0 }
  let isVisible = false

  const measure = (): void => {
    let moving = 0
    for (const bytes of underWay.values()) moving += bytes
    meter.set(safe, moving)
    tell()
  }

  const revoke = (part: number): void => {
    safe -= confirmed.get(part) ?? 0
    confirmed.delete(part)
  }

  const put = (part: number, bytes: number): void => {
    revoke(part)
    confirmed.set(part, bytes)
    safe += bytes
    underWay.delete(part)
  }

  const phaseOf = (state: UploadState): UploadPhase => {
    if (state === 'done' || state === 'completing') return state
    if (active.request) return 'uploading'
    if (active.hash) return 'hashing'
    return active.wait ? 'waiting' : 'uploading'
  }

  return {
    leaving(part, bytes, visible = false) {
      isVisible ||= visible
      underWay.set(part, bytes)
      measure()
    },
    confirm(part, bytes) {
      put(part, bytes)
      measure()
    },
    found(parts) {
      for (const [part, bytes] of parts) put(part, bytes)
      // They make no speed.
      meter.start(safe)
      measure()
    },
    revoke,
    clear() {
      confirmed.clear()
      underWay.clear()
      safe = 0
    },
    busy(kind) {
      active[kind]++
      tell()
      return () => {
        active[kind]--
        tell()
      }
    },
    total(count, bytes) {
      parts = count
      if (bytes !== undefined) meter.total(bytes)
    },
    rest() {
      meter.rest()
    },
    read: (state) => ({
      ...meter.read(state === 'done'),
      parts: { done: state === 'done' ? (parts ?? confirmed.size) : confirmed.size, total: parts },
      phase: phaseOf(state),
      granularity: isVisible ? 'bytes' : 'parts',
    }),
  }
}
