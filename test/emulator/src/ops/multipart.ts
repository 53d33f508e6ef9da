import type { XmlElement } from '@rgrove/parse-xml'
import { createMD5, type IHasher } from 'hash-wasm'
import { emptyAnswer, xmlAnswer } from '../answers.js'
import { malformedXml, readDocument, receiveBody, type ReceivedBody } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { concatenate } from '../content.js'
import { readDescription } from '../description.js'
import { OosFault } from '../errors.js'
import { exclusively, refuseIfBeingWritten } from '../exclusively.js'
import { expirationHeader } from '../lifecycle.js'
import { paddedAnswer } from '../padded-answer.js'
import { replicate } from '../replicate.js'
import { refuseRetained } from '../retention.js'
import type { Owner, Part, Upload } from '../state.js'
import { parameter } from '../target.js'
import { partNumberOf, uploadOf } from '../upload-of.js'
import {
  childrenOf,
  childText,
  declaration,
  element,
  namespace,
  serialise,
  type Element,
} from '../xml.js'

/** Initiate Multipart Upload (OOS developer document V6, 4.3.6). */
export function createMultipartUpload(call: Call): Response {
  const description = readDescription(call)
  const bucket = bucketOf(call)
  const { key } = call.resource
  const uploadId = call.world.ids.uploadId()
  const owner: Owner = call.caller ?? bucket.owner
  const order = call.world.state.uploadsStarted + 1
  const upload = {
    ...description,
    uploadId,
    bucket: bucket.name,
    key,
    owner,
    initiated: call.now,
    order,
  }
  call.world.commit({ type: 'startUpload', upload })
  return xmlAnswer(
    element(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket.name),
      element('Key', key),
      element('UploadId', uploadId),
    ),
  )
}

/** Upload Part (OOS developer document V6, 4.3.6). A part sent again replaces the one before. */
export async function uploadPart(call: Call): Promise<Response> {
  uploadOf(call)
  const number = partNumberOf(call)
  const receive = (): Promise<ReceivedBody> => receiveBody(call)
  const { content, md5 } = await exclusively(call, `${uploadOf(call).uploadId} ${number}`, receive)
  const etag = `"${md5}"`
  const part = { number, content, etag, lastModified: call.now }
  // The upload is looked up again, since it may have gone while the body came in.
  call.world.commit({ type: 'putPart', uploadId: uploadOf(call).uploadId, part })
  return emptyAnswer(200, { etag })
}

/**
 * Complete Multipart Upload (OOS developer document V6, 4.3.7).
 *
 * Assumed: the parts are checked before the answer begins, so that their errors have a status of their own.
 */
export async function completeMultipartUpload(call: Call): Promise<Response> {
  const { completed, switches, timer } = call.world
  const before = completed.get(completedName(call))
  if (before !== undefined) return completeAnswer(call, before, {})
  uploadOf(call)
  const document = await readDocument(call, 'CompleteMultipartUpload')
  if (switches.completeAnswer === 'checked first') return complete(call, document)
  const work = timer.sleep(0).then(() => complete(call, document))
  return paddedAnswer(work, call.record, {
    spaces: 3,
    every: 10,
    timer,
    declared: isDeclaredFirst(call),
  })
}

async function complete(call: Call, document: XmlElement): Promise<Response> {
  const listed = readParts(document)
  const hasher = (await createMD5()).init()
  // From here on nothing is waited for, so nobody changes the upload meanwhile.
  const upload = uploadOf(call)
  const parts = listed.map((one) => chosenPart(upload, one))
  checkSizes(parts, call.world.limits.part)
  const etag = etagOf(parts, hasher)
  const { bucket, key, headers, metadata, storageClass, dataLocation } = upload
  const content = concatenate(parts.map((part) => part.content))
  const description = { headers, metadata, storageClass, dataLocation }
  const object = { ...description, key, content, etag, lastModified: call.now }
  refuseIfBeingWritten(call, `${bucket}/${key}`)
  refuseRetained(bucketOf(call), key, call.world.clock.now())
  call.world.commit({ type: 'completeUpload', uploadId: upload.uploadId, object })
  replicate(call, object)
  const root = element(
    'CompleteMultipartUploadResult',
    element('Location', `http://${call.host}${call.target.path}`),
    element('Bucket', bucket),
    element('Key', key),
    element('ETag', etag),
  )
  if (call.world.switches.completeAgain === 'the same result') {
    call.world.completed.set(completedName(call), root)
  }
  return completeAnswer(call, root, expirationHeader(bucketOf(call), object))
}

function completedName({ target, resource }: Call): string {
  return `${parameter(target, 'uploadId') ?? ''} ${resource.bucket}/${resource.key}`
}

function isDeclaredFirst({ world }: Call): boolean {
  return world.switches.whiteSpace === 'after the declaration'
}

function completeAnswer(
  call: Call,
  root: Element,
  more: Readonly<Record<string, string>>,
): Response {
  // White space comes first, since OOS keeps the connection alive with it while it works.
  const type = { 'content-type': 'application/xml;charset=UTF-8' }
  const answered = { ...type, ...more }
  const text = serialise(root, namespace)
  const padded = isDeclaredFirst(call)
    ? text.replace(declaration, `${declaration}  \n`)
    : `  \n${text}`
  return new Response(padded, { headers: answered })
}

/** Abort Multipart Upload (OOS developer document V6, 4.3.8). */
export function abortMultipartUpload(call: Call): Response {
  call.world.commit({ type: 'abortUpload', uploadId: uploadOf(call).uploadId })
  return emptyAnswer(204)
}

interface ListedPart {
  readonly number: number
  readonly etag: string
}

function readParts(root: XmlElement): ListedPart[] {
  const parts = childrenOf(root, 'Part').map((part) => ({
    number: Number(childText(part, 'PartNumber') ?? Number.NaN),
    etag: bare(childText(part, 'ETag') ?? ''),
  }))
  if (parts.length === 0 || parts.some(({ number }) => !Number.isInteger(number))) {
    throw malformedXml()
  }
  if (parts.some(({ number }, index) => index > 0 && number <= (parts[index - 1]?.number ?? 0))) {
    throw new OosFault('InvalidPartOrder', 'The list of parts was not in ascending order.')
  }
  return parts
}

function chosenPart({ parts }: Upload, { number, etag }: ListedPart): Part {
  const part = parts.get(number)
  if (part === undefined || bare(part.etag) !== etag) {
    const message = 'One or more of the specified parts could not be found.'
    throw new OosFault('InvalidPart', message)
  }
  return part
}

function checkSizes(parts: readonly Part[], least: number): void {
  if (parts.slice(0, -1).some(({ content }) => content.size < least)) {
    const message = 'Your proposed upload is smaller than the minimum allowed size.'
    throw new OosFault('EntityTooSmall', message)
  }
}

// Assumed: the MD5 of the parts' MD5s and their number, as on Amazon S3.
function etagOf(parts: readonly Part[], hasher: IHasher): string {
  for (const { etag } of parts) {
    const pairs = bare(etag).match(/../g) ?? []
    hasher.update(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)))
  }
  return `"${hasher.digest()}-${parts.length}"`
}

function bare(etag: string): string {
  return etag.trim().replaceAll('"', '')
}
