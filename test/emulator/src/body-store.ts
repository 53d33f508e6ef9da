import type { Content } from './content.js'

/**
 * Where the bytes of objects and parts are.
 *
 * A content is there as long as somebody holds it: the state does, through what is committed; a request
 * does, until it is answered; and whoever reads it does, until the end.
 */
export interface BodyStore {
  /** Takes in a body as it comes, and holds it. Nothing stays of one that breaks off. */
  receive(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<Content>
  /** Streams a content, only as fast as it is read. */
  open(content: Content, signal?: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>>
  hold(content: Content): void
  release(content: Content): void
}
