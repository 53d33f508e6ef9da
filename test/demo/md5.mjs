import { createHash } from 'node:crypto'

/** Hex MD5 of a stream, of which no more than a chunk is ever in memory. */
export async function md5Of(stream) {
  const hash = createHash('md5')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('hex')
}
