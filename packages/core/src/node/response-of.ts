import { streamOf } from '../answer/body-of.js'
import type { DirectReader, DirectResponse } from '../answer/direct-response.js'

/**
 * A `Response` whose stream is made when somebody asks for it: that takes longer than sending a small object,
 * which is read without. A class, because only those are a `Response` to programs that ask.
 */
export class ResponseOf extends Response implements DirectResponse {
  private readonly reader: DirectReader
  private opened: Response | undefined
  private isTaken = false

  constructor(reader: DirectReader, init: ResponseInit) {
    super(null, init)
    this.reader = reader
  }

  getReader(): DirectReader {
    if (this.opened?.body) return this.opened.body.getReader()
    this.isTaken = true
    return this.reader
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.open().body
  }

  override get bodyUsed(): boolean {
    return this.isTaken || (this.opened?.bodyUsed ?? false)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.open().arrayBuffer()
  }

  override blob(): Promise<Blob> {
    return this.open().blob()
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer())
  }

  override clone(): Response {
    return this.open().clone()
  }

  override formData(): Promise<FormData> {
    return this.open().formData()
  }

  override json(): Promise<unknown> {
    return this.open().json()
  }

  override text(): Promise<string> {
    return this.open().text()
  }

  private open(): Response {
    if (!this.opened) {
      const { status, statusText, headers, reader } = this
      const stream = streamOf({
        next: async () => (await reader.read()).value,
        stop: (reason) => reader.cancel(reason),
      })
      this.opened = new Response(stream, {
        status: status >= 200 && status <= 599 ? status : 500,
        statusText,
        headers,
      })
      if (this.isTaken) this.opened.body?.getReader()
    }
    return this.opened
  }
}
