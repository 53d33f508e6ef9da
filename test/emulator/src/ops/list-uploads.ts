import { xmlAnswer } from '../answers.js'
import { countParameter, delimiterParameter, invalidArgument } from '../arguments.js'
import { bucketOf, type Call } from '../call.js'
import { pageOf, type PageQuery } from '../page.js'
import { compareUtf8 } from '../sorted-map.js'
import type { Upload } from '../state.js'
import { parameter } from '../target.js'
import { placeOf, uploadsOf } from '../upload-place.js'
import { element, type Element } from '../xml.js'
import { ownerElement } from './elements.js'

/**
 * List Multipart Uploads (OOS developer document V6, 4.2.12).
 *
 * Assumed: the next markers are told only where the listing is truncated.
 */
export function listMultipartUploads(call: Call): Response {
  const bucket = bucketOf(call)
  const query = queryOf(call)
  const { entries, isTruncated } = pageOf(bucket.uploads, query)
  const last = isTruncated ? entries.at(-1) : undefined
  const uploads = entries.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const prefixes = entries.filter(({ value }) => value === undefined)
  const { prefix, delimiter } = query
  const root = element(
    'ListMultipartUploadsResult',
    element('Bucket', bucket.name),
    element('KeyMarker', query.keyMarker),
    element('UploadIdMarker', query.uploadIdMarker),
    last && element('NextKeyMarker', last.value?.key ?? last.name),
    last && element('NextUploadIdMarker', last.value?.uploadId ?? ''),
    element('MaxUploads', query.most),
    element('IsTruncated', isTruncated),
    prefix === '' ? undefined : element('Prefix', prefix),
    delimiter === undefined ? undefined : element('Delimiter', delimiter),
    ...uploads.map(uploadElement),
    ...prefixes.map(({ name }) => element('CommonPrefixes', element('Prefix', name))),
  )
  return xmlAnswer(root)
}

interface Query extends PageQuery {
  readonly keyMarker: string
  readonly uploadIdMarker: string
}

function queryOf(call: Call): Query {
  const { target, world } = call
  const most = countParameter(target, 'max-uploads', world.limits.page)
  if (most === 0) throw invalidArgument('max-uploads', '0')
  const prefix = parameter(target, 'prefix') ?? ''
  const keyMarker = parameter(target, 'key-marker') ?? ''
  const uploadIdMarker = parameter(target, 'upload-id-marker') ?? ''
  const delimiter = delimiterParameter(target)
  const isGiven = givenUpTo(uploadsOf(bucketOf(call), keyMarker), keyMarker, uploadIdMarker)
  const isCommon =
    delimiter !== undefined &&
    keyMarker.startsWith(prefix) &&
    keyMarker.endsWith(delimiter) &&
    keyMarker.indexOf(delimiter, prefix.length) === keyMarker.length - delimiter.length
  return {
    prefix,
    keyMarker,
    uploadIdMarker,
    delimiter,
    most,
    // A prefix with a NUL would match what only looks like a key.
    isGiven: (place) =>
      isGiven(place) || (isCommon && place.startsWith(keyMarker)) || prefix.includes('\0'),
  }
}

// Assumed: of the marker's own key only ids that are larger, if an id is given. The Python SDK guide,
// 2.2.11, could also be read as asking that of every key.
function givenUpTo(
  ofMarker: readonly Upload[],
  keyMarker: string,
  uploadIdMarker: string,
): (place: string) => boolean {
  if (keyMarker === '') return () => false
  const known = ofMarker.findIndex(({ uploadId }) => uploadId === uploadIdMarker)
  const larger = ofMarker.find(({ uploadId }) => uploadIdMarker !== '' && uploadId > uploadIdMarker)
  const next = known === -1 ? larger : ofMarker[known + 1]
  // U+0001 comes after the places of the key, and before every other key.
  const first = next === undefined ? `${keyMarker}\u0001` : placeOf(next)
  return (place) => compareUtf8(place, first) < 0
}

function uploadElement(upload: Upload): Element {
  return element(
    'Upload',
    element('Key', upload.key),
    element('UploadId', upload.uploadId),
    ownerElement('Initiator', upload.owner),
    ownerElement('Owner', upload.owner),
    element('StorageClass', upload.storageClass),
    element('Initiated', new Date(upload.initiated).toISOString()),
  )
}
