/** What is known of the answer beyond its content. */
export interface ResponseMetadata {
  /** HTTP status. */
  readonly status: number
  /** Id to quote to the vendor's support; `undefined` where CORS hides `x-amz-request-id`. */
  readonly requestId: string | undefined
  /** How often the request was sent, 1 when the first attempt succeeded. */
  readonly attempts: number
  /** All headers of the answer that the runtime lets a program see. */
  readonly headers: Headers
}

/** What every output has. */
export interface WithMetadata {
  /** What is known of the answer beyond its content. */
  $metadata: ResponseMetadata
}

/** The id by which the vendor finds a request; some answers of OOS carry it under another name. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers.get('x-amz-request-id') ?? headers.get('x-ctyun-request-id') ?? undefined
}
