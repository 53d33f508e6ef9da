/**
 * Tells whether fetch sends a stream, and under the length that is told. Measured: Node and Bun do; pages
 * drop the header, and some send the stream's name for its content; Deno and workers let the header be set
 * and send chunks of unknown length all the same, which nothing but their names tells.
 */
export function sendsLength(): boolean {
  if ('Deno' in globalThis || 'WebSocketPair' in globalThis) return false
  const headers = { 'content-length': '0' }
  const init = { method: 'POST', body: new ReadableStream(), headers, duplex: 'half' }
  const request = new Request('http://localhost', init)
  // A Content-Type that nobody set belongs to the text "[object ReadableStream]".
  return request.headers.has('content-length') && !request.headers.has('content-type')
}
