import { OosError } from '@oos-js/core'
import type { Feed, Part } from './feed.js'
import type { UploadOptions } from './options.js'
import { maximumParts } from './plan.js'

/**
 * Cuts a stream into parts as they are asked for. In memory is what has been handed out, and at most one
 * part and a chunk that are being read.
 */
export function cutStream({ source, Bucket, Key }: UploadOptions, partSize: number): Feed {
  const stream = source as ReadableStream<Uint8Array>
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  /** Read beyond the last part. */
  let ahead = new Blob()
  let number = 0
  let hasEnded = false
  /** One part is read after the other, however many are asked for. */
  let reading: Promise<Part | undefined> = Promise.resolve(undefined)
  const returned: Part[] = []

  const refuse = (message: string, member: string): OosError =>
    new OosError({
      code: 'InvalidInput',
      ...{ message, operation: 'Upload', bucket: Bucket, key: Key, member },
    })

  const chunk = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    try {
      reader ??= stream.getReader()
      const { done, value } = await reader.read()
      if (done) return undefined
      if (ArrayBuffer.isView(value)) return value as Uint8Array<ArrayBuffer>
    } catch (cause) {
      const { message: why = String(cause) } = Object(cause) as Partial<Error>
      throw new OosError({
        code: 'SourceChanged',
        message: `the stream broke off: ${why}`,
        ...{ operation: 'Upload', bucket: Bucket, key: Key, member: 'source', cause },
      })
    }
    throw refuse('source must be a stream of bytes', 'source')
  }

  const read = async (): Promise<Part | undefined> => {
    const pieces: BlobPart[] = [ahead]
    let { size } = ahead
    // One byte more than a part has tells that it is not the last one.
    while (!hasEnded && size <= partSize) {
      const bytes = await chunk()
      hasEnded = !bytes
      // Copied: whoever writes the stream may use its memory again.
      if (bytes) pieces.push(bytes.slice())
      size += bytes?.byteLength ?? 0
    }
    if (size === 0 && number > 0) return undefined
    if (++number > maximumParts) {
      throw refuse(`partSize must be larger: ${maximumParts} parts are not enough`, 'partSize')
    }
    const all = new Blob(pieces)
    const content = all.slice(0, partSize)
    ahead = all.slice(partSize)
    return { number, size: content.size, content: () => content }
  }

  const next = async (): Promise<Part | undefined> => {
    const part = returned.shift()
    if (part) return part
    const result = reading.then(read)
    reading = result.catch(() => undefined)
    return result
  }

  const count = (): number | undefined => (hasEnded && !ahead.size ? number : undefined)

  return {
    plan: undefined,
    count,
    begin: () => undefined,
    next,
    back(part) {
      returned.unshift(part)
    },
    async whole() {
      const first = await next()
      if (first) returned.unshift(first)
      return count() === 1 ? first?.content() : undefined
    },
    cancel(reason) {
      ;(reader ?? stream).cancel(reason).catch(() => undefined)
    },
  }
}
