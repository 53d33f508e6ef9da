/** Reads content piece by piece, as the reader of a stream does. */
export interface DirectReader extends Pick<
  ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  'read' | 'cancel'
> {
  /** Whether everything has come: then no connection is held up until somebody reads it. */
  readonly isWhole?: boolean
}

/** An answer that can be read without the stream of its `body`, where making one costs more than small content. */
export interface DirectResponse extends Response {
  /** Reads the content as the reader of `body` would, which is then locked. */
  readonly getReader?: () => DirectReader
}
