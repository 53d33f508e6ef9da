import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
import { openBucket, type OpenBucket } from './open-bucket.ts'

/** What the service said a key was, operation by operation. */
export type Journey = Readonly<Record<string, unknown>>

/** Takes a key through every operation that names one, in a bucket that has nothing else. */
export async function keyJourney(Key: string): Promise<Journey> {
  const { client, Bucket } = await openBucket()
  const object = { Bucket, Key }
  const list = () => listKeys({ client, Bucket })

  await client.send(new PutObjectCommand({ ...object, Body: `put ${Key}` }))
  const listed = await list()
  const prefixed = await client.send(new ListObjectsCommand({ Bucket, Prefix: Key }))
  const after = await client.send(new ListObjectsCommand({ Bucket, Marker: Key }))
  const head = await client.send(new HeadObjectCommand(object))
  const got = await client.send(new GetObjectCommand(object))
  const content = await got.Body.text()

  await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: object }))
  await client.send(new DeleteObjectCommand(object))
  const deleted = await list()
  const back = { Bucket, Key: 'copy' }
  await client.send(new CopyObjectCommand({ ...object, CopySource: back }))
  await client.send(new DeleteObjectCommand(back))
  const copied = await list()
  await client.send(new DeleteObjectCommand(object))

  const { UploadId, Key: begun } = await client.send(new CreateMultipartUploadCommand(object))
  const part = { ...object, UploadId, PartNumber: 1, Body: 'part' }
  const { ETag = '' } = await client.send(new UploadPartCommand(part))
  const parts = await client.send(new ListPartsCommand({ ...object, UploadId }))
  const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket }))
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  const completed = await client.send(
    new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }),
  )
  const uploaded = await list()
  await client.send(new DeleteObjectCommand(object))

  return {
    listed,
    prefixed: [prefixed.Prefix, ...prefixed.Contents.map((entry) => entry.Key)],
    after: [after.Marker, ...after.Contents.map((entry) => entry.Key)],
    head: head.ContentLength,
    content,
    deleted,
    copied,
    multipart: [begun, parts.Key, completed.Key],
    uploads: uploads.Uploads.map((upload) => upload.Key),
    uploaded,
    left: await list(),
  }
}

/** What a journey says of a key that every operation takes for what it is. */
export function unharmed(key: string): Journey {
  return {
    listed: [key],
    prefixed: [key, key],
    after: [key],
    head: new TextEncoder().encode(`put ${key}`).length,
    content: `put ${key}`,
    deleted: ['copy'],
    copied: [key],
    multipart: [key, key, key],
    uploads: [key],
    uploaded: [key],
    left: [],
  }
}

/** All keys of a bucket. */
export async function listKeys({ client, Bucket }: OpenBucket): Promise<string[]> {
  const { Contents } = await client.send(new ListObjectsCommand({ Bucket }))
  return Contents.map(({ Key }) => Key)
}
