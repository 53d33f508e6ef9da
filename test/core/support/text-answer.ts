/**
 * A response whose text is there at once. Browsers let another thread read what a Response was made of,
 * and a clock that is faked runs on meanwhile.
 */
export function textAnswer(text: string, init?: ResponseInit): Response {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
  return new Response(stream, init)
}
