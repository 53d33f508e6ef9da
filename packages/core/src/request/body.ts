/** Content that can be sent, and sent again when an attempt fails. */
export type Body = string | Blob | ArrayBuffer | ArrayBufferView

/** Content that can be sent once. */
export type BodyStream = ReadableStream<Uint8Array>

/** Tells whether a body can be sent a second time: everything but a stream. */
export function isReplayable(body: Body | BodyStream | undefined): body is Body | undefined {
  return !(Object(body) as { getReader?: unknown }).getReader
}
