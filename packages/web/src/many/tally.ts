import { createProgressMeter } from '../progress-meter.js'
import type { UploadPhase, UploadProgress } from '../upload/events.js'
import type { UploadsProgress, UploadsState } from './events.js'

/** Adds up what files tell. */
export interface Tally {
  /** Takes what files that are not done have told last. */
  measure(open: Iterable<UploadProgress>): void
  /** A file is done. */
  done(bytes: number): void
  /** So many files have failed. */
  failed(count: number): void
  /** A pause has begun: it does not count as slowness. */
  rest(): void
  /** What there is to be seen. */
  read(state: UploadsState): UploadsProgress
}

/** The busiest first. */
const phases: readonly UploadPhase[] = ['uploading', 'completing', 'hashing', 'waiting']

/** @param sizes - Bytes of each file. */
export function createTally(sizes: readonly number[]): Tally {
  const meter = createProgressMeter(sizes.reduce((sum, size) => sum + size, 0))
  const files = { done: 0, failed: 0, total: sizes.length }
  let phase: UploadPhase = 'uploading'
  let safe = 0
  return {
    measure(open) {
      let confirmed = safe
      let underWay = 0
      const seen = new Set<UploadPhase>()
      for (const progress of open) {
        confirmed += progress.confirmed
        underWay += progress.loaded - progress.confirmed
        seen.add(progress.phase)
      }
      phase = phases.find((one) => seen.has(one)) ?? 'uploading'
      meter.set(confirmed, underWay)
    },
    done(bytes) {
      safe += bytes
      files.done++
    },
    failed(count) {
      files.failed = count
    },
    rest() {
      meter.rest()
    },
    read: (state) => ({
      ...meter.read(state === 'done'),
      files: { ...files },
      phase: state === 'done' ? 'done' : phase,
    }),
  }
}
