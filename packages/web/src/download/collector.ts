/** Bytes that are collected before a Blob is made of them: browsers keep Blobs outside of the page's memory. */
const packet = 8_388_608

/**
 * Makes what collects all that `next` gives; called again after a failure it goes on.
 *
 * @param typeOf - Told at the end what the content is.
 */
export function createCollector(
  next: () => Promise<Uint8Array<ArrayBuffer> | undefined>,
  typeOf: () => string | undefined,
): () => Promise<Blob> {
  const packets: Blob[] = []
  let loose: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  return async () => {
    for (let bytes; (bytes = await next());) {
      loose.push(bytes)
      size += bytes.length
      if (size < packet) continue
      packets.push(new Blob(loose))
      loose = []
      size = 0
    }
    return new Blob([...packets, ...loose], { type: typeOf() ?? '' })
  }
}
