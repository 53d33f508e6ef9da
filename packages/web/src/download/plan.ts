import type { DownloadJob } from './job.js'

/** Bytes of an object that are wanted. */
export interface Stretch {
  /** The next byte that is missing. It moves as bytes come. */
  position: number
  /** The byte behind the last one; infinite while nobody knows it. */
  end: number
}

/** What is still to be fetched. */
export interface Plan {
  /** Bytes of the object, once that is known. */
  size: number | undefined
  /** The byte behind the last one that is wanted; infinite while nobody knows it. */
  readonly end: number
  /** Whether bytes are wanted of which nobody knows if they exist. */
  readonly open: boolean
  /** What to fetch next: what was given back first, then from the front to the end. */
  take(): Stretch | undefined
  /** Takes back what was not completed. */
  giveBack(stretch: Stretch): void
  /** Makes one stretch of all that follows a position, whatever has been taken of it. */
  join(position: number): Stretch
}

/** Plans the first stretch, of which nobody knows yet how much there is, and the others as they are taken. */
export function createPlan({ start, end, partSize }: DownloadJob): Plan {
  /** The first byte that was never taken. */
  let frontier = Math.min(start + partSize, end)
  let left: Stretch[] = [{ position: start, end: frontier }]
  const plan: Plan = {
    size: undefined,
    get end() {
      return Math.min(end, plan.size ?? Infinity)
    },
    get open() {
      return plan.size === undefined && frontier < end
    },
    take() {
      const next = left.sort((one, other) => one.position - other.position).shift()
      if (next ?? frontier >= plan.end) return next
      const position = frontier
      frontier = plan.open ? end : Math.min(position + partSize, plan.end)
      return { position, end: frontier }
    },
    giveBack(stretch) {
      if (stretch.position < stretch.end) left.push(stretch)
    },
    join(position) {
      left = []
      frontier = end
      return { position, end }
    },
  }
  return plan
}
