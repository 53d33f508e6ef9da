/** A request as the emulator saw it. */
export interface RecordedRequest {
  readonly method: string
  readonly rawTarget: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The id that the answer carries. */
  readonly requestId: string
  /** The service's clock, in milliseconds since 1970. */
  time: number
  /** Bytes of the body that were read; a request refused early has none. */
  bodyLength: number
  /** Undefined while unknown, and for requests that are no operation. */
  operation: string | undefined
  /** The part number that the query names. */
  part: number | undefined
  /** 0 until answered, and for connections dropped. */
  status: number
  /** The bucket it is about; undefined while unknown, empty for the service itself. */
  bucket: string | undefined
  /** The key it is about; empty for a bucket. */
  key: string | undefined
  /** The ID of the account whose key signed; undefined while unknown and for anonymous requests. */
  requester: string | undefined
  /** The error code of the answer, if it is one of the service's. */
  errorCode: string | undefined
  /** Whether the client went away before it had the whole answer. */
  aborted: boolean
}
