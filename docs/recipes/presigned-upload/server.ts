// The server's side: it has the key, decides what may be uploaded, and signs one part at a time.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { isOosError, items, presign, type OosClient } from '@oos-js/core'

/** What this user may upload. */
export interface UploadRules {
  readonly bucket: string
  /** Names of objects begin with it, for example `user-7/`. */
  readonly prefix: string
  readonly maxBytes: number
}

/** What a page asks for. */
type Question =
  | { do: 'begin'; name: string; type: string; size: number }
  | { do: 'sign'; key: string; uploadId: string; partNumber: number }
  | { do: 'complete' | 'abort'; key: string; uploadId: string }

const minimumPart = 5 * 2 ** 20

/** Answers a page's questions about uploads, for a user that your server knows. */
export async function answerUpload(
  request: Request,
  client: OosClient,
  { bucket: Bucket, prefix, maxBytes }: UploadRules,
): Promise<Response> {
  const question = (await request.json()) as Question
  if (question.do === 'begin') {
    const { name, type, size } = question
    if (!(size > 0 && size <= maxBytes)) return new Response('wrong size', { status: 403 })
    const Key = `${prefix}${crypto.randomUUID()}/${name}`
    const begin = new CreateMultipartUploadCommand({ Bucket, Key, ContentType: type })
    const { UploadId } = await client.send(begin)
    const partSize = Math.max(minimumPart, Math.ceil(size / 10_000))
    return Response.json({ key: Key, uploadId: UploadId, partSize })
  }

  const { key: Key, uploadId: UploadId } = question
  if (!Key.startsWith(prefix)) return new Response('not yours', { status: 403 })
  const upload = { Bucket, Key, UploadId }
  if (question.do === 'sign') {
    const { partNumber: PartNumber } = question
    // Signature V2 covers no length: what is too large is found out when the upload is completed.
    const part = new UploadPartCommand({ ...upload, PartNumber, Body: '' })
    const { url, headers } = await presign(client, part, { expiresIn: 900 })
    return Response.json({ url, headers })
  }
  if (question.do === 'complete') {
    // What the store has counts, not what the page says: so the page need not see any ETag.
    const Parts = []
    let size = 0
    for await (const part of items(client, new ListPartsCommand(upload), 'Parts')) {
      Parts.push({ PartNumber: part.PartNumber, ETag: part.ETag })
      size += part.Size
    }
    if (size <= maxBytes) {
      const MultipartUpload = { Parts }
      await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }))
      return Response.json({ key: Key, size })
    }
  }
  await client.send(new AbortMultipartUploadCommand(upload)).catch((error: unknown) => {
    if (!isOosError(error, 'NoSuchUpload')) throw error
  })
  return question.do === 'abort'
    ? Response.json({ key: Key })
    : new Response('wrong size', { status: 403 })
}
