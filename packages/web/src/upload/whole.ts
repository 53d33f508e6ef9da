import type { ObjectHeaders } from '@oos-js/commands'
import type { WithMetadata } from '@oos-js/core'
import { PutObjectCommand } from './commands.js'
import { checkReadable } from './content.js'
import type { Job } from './job.js'

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

/** Sends everything in one request. */
export async function sendWhole(job: Job, content: Blob): Promise<UploadOutput> {
  const { options, sender, control, ledger, hash } = job
  const { Bucket, Key } = options
  const output = await control.attempt(async (signal) => {
    const ContentMD5 = await hash(content, signal)
    await checkReadable(content, options)
    const command = new PutObjectCommand({
      ...inputOf(job),
      Bucket,
      Key,
      Body: content,
      ContentMD5,
    })
    return sender.send(command, { signal, part: 1 })
  })
  ledger.confirm(1, content.size)
  return { ...output, Bucket, Key }
}

/** The headers of the object, as commands take them: of the other options they take no notice. */
export function inputOf({ options, content }: Job): ObjectHeaders {
  return { ...options, ContentType: options.ContentType || content?.type }
}
