/** What the service allows; tests make it smaller. Bytes, unless said otherwise. */
export interface Limits {
  /** The least size of a part that is not the last (OOS developer document V6, 4.3.6). */
  readonly part: number
  /** The highest part number. */
  readonly partNumber: number
  /** The most that one PUT may bring. */
  readonly body: number
  /** The most entries of a page of a listing, and of keys to delete at once. */
  readonly page: number
  /** Names and values of `x-amz-meta-*` together. */
  readonly metadata: number
  /** All headers together. */
  readonly headers: number
}

/** The limits of OOS. */
export const oosLimits: Limits = {
  part: 5 * 1024 ** 2,
  partNumber: 10_000,
  body: 5 * 1024 ** 3,
  page: 1000,
  metadata: 2 * 1024,
  headers: 8 * 1024,
}
