import { OosError } from '@oos-js/core'
import type { UploadSource } from './options.js'

/** Content that has an end and can be read anywhere: a `Blob` is one. */
export interface Content {
  /** Bytes. */
  readonly size: number
  /** Media type, or nothing. */
  readonly type: string
  /** The bytes from `start` up to, not including, `end`. */
  slice(start: number, end: number): Blob
}

/** The content of a source; `undefined` for a stream. Bytes are not copied before they are needed. */
export function contentOf(source: UploadSource): Content | undefined {
  if ('getReader' in source) return undefined
  if ('slice' in source && 'type' in source) return source
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  return {
    size: bytes.length,
    type: '',
    slice: (start, end) => new Blob([bytes.subarray(start, end)]),
  }
}

/** Content as a `Blob`: the file itself, which knows its name, or a copy of bytes. */
export function blobOf(content: Content): Blob {
  return 'text' in content ? (content as Content & Blob) : content.slice(0, content.size)
}

/**
 * Makes sure that content is still there. A file that was changed, or is gone, fails like a network when it
 * is sent, and some browsers have been seen to send nothing for it: reading its last byte tells.
 *
 * @param failure - What reading it has failed with already.
 * @throws `OosError` `SourceChanged`.
 */
export async function checkReadable(
  content: Blob,
  { Bucket, Key }: { readonly Bucket: string; readonly Key: string },
  failure?: unknown,
): Promise<void> {
  const { name } = Object(failure) as Partial<Error>
  let cause = /^Not(Readable|Found)Error$/.test(name ?? '') ? failure : undefined
  try {
    const last = await content.slice(-1).arrayBuffer()
    if (!cause && last.byteLength === Math.min(content.size, 1)) return
  } catch (error) {
    cause ??= error
  }
  throw new OosError({
    code: 'SourceChanged',
    message: 'the file was changed or removed since it was chosen, or cannot be read',
    operation: 'Upload',
    bucket: Bucket,
    key: Key,
    hint: 'Choose the file again.',
    cause,
  })
}
