import { createHash } from 'node:crypto'

/** The ETag that a file has, sent at once or in parts of that size: computed by Node. */
export async function etagOf(file: Blob, partSize?: number): Promise<string> {
  if (partSize === undefined) return `"${(await md5(file)).toString('hex')}"`
  const sums: Buffer[] = []
  for (let start = 0; start < file.size; start += partSize) {
    sums.push(await md5(file.slice(start, start + partSize)))
  }
  const all = createHash('md5').update(Buffer.concat(sums)).digest('hex')
  return `"${all}-${sums.length}"`
}

async function md5(content: Blob): Promise<Buffer> {
  const hash = createHash('md5')
  for await (const bytes of content.stream()) hash.update(bytes)
  return hash.digest()
}
