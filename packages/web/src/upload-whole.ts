import { PutObjectCommand } from '@oos-js/commands'
import { contentMD5, type OosClient, type SendOptions, type WithMetadata } from '@oos-js/core'
import type { UploadOptions } from './upload-options.js'

/** What an upload leaves behind. */
export interface UploadOutput extends WithMetadata {
  /** Bucket of the object. */
  Bucket: string
  /** Name of the object. */
  Key: string
  /** Tag of the object, where the service and CORS let it be seen. */
  ETag?: string
  /** Address of the object, as services tell it of objects that were sent in parts. */
  Location?: string
}

/** Sends a file in one request. */
export async function sendWhole(
  client: OosClient,
  options: UploadOptions,
  signal: AbortSignal,
): Promise<UploadOutput> {
  const { Bucket, Key, source } = options
  const output = await client.send(
    new PutObjectCommand({ ...inputOf(options), Body: source }),
    sendingOf(options, signal),
  )
  return { ...output, Bucket, Key }
}

/** The options as a command's input: it takes the headers of the object, and no notice of the rest. */
export function inputOf(options: UploadOptions): UploadOptions {
  return { ...options, ContentType: options.ContentType || options.source.type }
}

/** How content is sent: with its MD5 unless that is not wanted. */
export function sendingOf({ md5 = true }: UploadOptions, signal: AbortSignal): SendOptions {
  return md5
    ? { signal, middleware: (stack) => stack.with('contentMD5', contentMD5()) }
    : { signal }
}
