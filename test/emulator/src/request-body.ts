/**
 * The body of a request as a stream. Firefox has no `Request.body`: there, in a page that runs the
 * emulator itself, all of it is read at once, when the first chunk is asked for.
 */
export function requestBody(request: Request): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  const { body } = request as Partial<Request>
  if (body !== undefined) return body
  return new ReadableStream({
    async pull(controller) {
      controller.enqueue(new Uint8Array(await request.arrayBuffer()))
      controller.close()
    },
  })
}
