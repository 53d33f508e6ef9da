import type { ByteStream, ObjectBody } from './object-body.js'

/** Bytes that are read one piece after the other. */
export interface Bytes {
  /** The next piece; nothing at the end. */
  readonly next: () => Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Gives up the rest. */
  readonly stop: (reason?: unknown) => Promise<void>
}

/**
 * Makes a body of bytes, readable as a `Response` is. A stream is only made for who asks for it: to read a
 * small object whole is cheaper than to make one.
 *
 * @param init - The answer, whose headers tell the type of the content.
 */
export function toBody(bytes: Bytes | undefined, init: Response): ObjectBody {
  return new BodyOf(bytes, init)
}

// A class, because an object literal with getters costs as much as all the rest here.
class BodyOf implements ObjectBody {
  private isRead = false
  private opened: Response | undefined
  private readonly bytes: Bytes | undefined
  private readonly init: Response

  constructor(bytes: Bytes | undefined, init: Response) {
    this.bytes = bytes
    this.init = init
  }

  get body(): ByteStream | null {
    return this.open().body
  }

  get bodyUsed(): boolean {
    return this.opened ? this.opened.bodyUsed : this.isRead
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.whole())
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text())
  }

  async blob(): Promise<Blob> {
    // The type is to be what a Response makes of its header.
    return new Response(await this.whole(), this.init).blob()
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.whole()).buffer
  }

  async cancel(): Promise<void> {
    if (this.opened) await this.opened.body?.cancel().catch(() => undefined)
    else await this.bytes?.stop()
    this.isRead = this.bytes !== undefined
  }

  private open(): Response {
    if (!this.opened) {
      this.opened = new Response(this.bytes ? streamOf(this.bytes) : null, this.init)
      // Of what was read there is a stream as well, which is of no more use.
      if (this.isRead) this.opened.body?.getReader()
    }
    return this.opened
  }

  private async whole(): Promise<Uint8Array<ArrayBuffer>> {
    let from = this.bytes
    if (this.opened?.body) from = bytesOf(this.opened.body)
    else if (this.isRead) throw new TypeError('the body was read before')
    this.isRead = this.bytes !== undefined
    return joined(from)
  }
}

/** The bytes of a stream, which nobody else can read any more. */
export function bytesOf(stream: ByteStream): Bytes {
  const reader = stream.getReader()
  return {
    next: async () => (await reader.read()).value,
    stop: (reason) => reader.cancel(reason),
  }
}

/** A stream of bytes, which reads no further than it is read. */
export function streamOf({ next, stop }: Bytes): ByteStream {
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const piece = await next()
        if (piece) controller.enqueue(piece)
        else controller.close()
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
}

/** All pieces in memory of their own. */
async function joined(bytes: Bytes | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (let piece; (piece = await bytes?.next());) {
    pieces.push(piece)
    length += piece.length
  }
  const [first] = pieces
  // The only one need not be copied, if it has its memory for itself.
  if (first?.length === length && first.buffer.byteLength === length) return first
  const all = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
