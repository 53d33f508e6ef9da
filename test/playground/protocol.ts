// What the page and its server say to each other, both ends being TypeScript.

/** Where the page works. */
export interface Place {
  readonly endpoint: string
  readonly bucket: string
}

/** What is made to go wrong, on the service or on the way to it. */
export interface Conditions {
  /** Bytes a second that all connections share; 0 is no limit. */
  readonly bytesPerSecond: number
  /** Every fifth request, about, is answered 503 SlowDown with Retry-After. */
  readonly slowDown: boolean
  /** Every seventh request for content, about, loses its connection halfway. */
  readonly cut: boolean
  /** Every tenth request for content, about, is never answered. */
  readonly stall: boolean
  /** The CORS rule of the bucket forgets to expose ETag. */
  readonly hideETag: boolean
  /** The page's clock is 20 minutes behind all others. */
  readonly skew: boolean
}

/** Nothing goes wrong. */
export const calm: Conditions = {
  bytesPerSecond: 0,
  slowDown: false,
  cut: false,
  stall: false,
  hideETag: false,
  skew: false,
}

/** One object of a listing that the server made. */
interface ListedObject {
  readonly Key: string
  readonly Size: number
  /** ISO 8601. */
  readonly LastModified: string
}

/** A page of such a listing. */
export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** Where the next page begins, if there is one. */
  readonly next?: string | undefined
}

/** A request as the service saw it. */
export interface SeenRequest {
  readonly operation: string | undefined
  readonly key: string | undefined
  readonly part: number | undefined
  readonly status: number
  /** Whether the page went away before it had the whole answer. */
  readonly aborted: boolean
  /** Bytes of the body that arrived. */
  readonly received: number
}
