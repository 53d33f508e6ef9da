import { cutStream } from './cut-stream.js'
import type { Job } from './job.js'
import { planParts } from './plan.js'

/** A part of the content. */
export interface Part {
  /** 1 to 10,000. */
  readonly number: number
  /** Bytes. */
  readonly size: number
  /** Its bytes. */
  content(): Blob
}

/** Hands out the parts of an upload. */
export interface Feed {
  /** All parts, in order, where they are known beforehand. */
  readonly plan: readonly Part[] | undefined
  /** How many parts there are; `undefined` while a stream has not ended. */
  count(): number | undefined
  /** Begins to hand out the parts that are not there. */
  begin(isThere: (number: number) => boolean): void
  /** The next part, and nothing at the end. */
  next(): Promise<Part | undefined>
  /** Takes a part back that could not be sent. */
  back(part: Part): void
  /** Everything, if it is a stream that ends within one part. */
  whole(): Promise<Blob | undefined>
  /** Reads no more. */
  cancel(reason: unknown): void
}

/** The parts of a job's content, or of its stream. */
export function feedOf({ options, content }: Job, partSize: number): Feed {
  if (!content) return cutStream(options, partSize)
  const plan = planParts(content.size, partSize).map(({ number, start, end }) => ({
    number,
    size: end - start,
    content: () => content.slice(start, end),
  }))
  let rest: Part[] = []
  return {
    plan,
    count: () => plan.length,
    begin(isThere) {
      rest = plan.filter(({ number }) => !isThere(number))
    },
    next: async () => rest.shift(),
    back(part) {
      rest.unshift(part)
    },
    whole: async () => undefined,
    cancel: () => undefined,
  }
}
