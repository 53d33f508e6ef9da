import { xmlAnswer } from '../answers.js'
import { countParameter, delimiterParameter, invalidArgument } from '../arguments.js'
import { bucketOf, type Call } from '../call.js'
import { compareUtf8 } from '../sorted-map.js'
import type { Upload } from '../state.js'
import { parameter } from '../target.js'
import { element, type Element } from '../xml.js'
import { ownerElement } from './elements.js'

/**
 * List Multipart Uploads (OOS developer document V6, 4.2.12).
 *
 * Assumed: the next markers are told only where the listing is truncated.
 */
export function listMultipartUploads(call: Call): Response {
  const query = queryOf(call)
  const { entries, isTruncated } = page(call, query)
  const last = isTruncated ? entries.at(-1) : undefined
  const uploads = entries.flatMap(({ upload }) => (upload === undefined ? [] : [upload]))
  const prefixes = entries.filter(({ upload }) => upload === undefined)
  const { prefix, delimiter } = query
  const root = element(
    'ListMultipartUploadsResult',
    element('Bucket', bucketOf(call).name),
    element('KeyMarker', query.keyMarker),
    element('UploadIdMarker', query.uploadIdMarker),
    last && element('NextKeyMarker', last.name),
    last && element('NextUploadIdMarker', last.upload?.uploadId ?? ''),
    element('MaxUploads', query.maxUploads),
    element('IsTruncated', isTruncated),
    prefix === '' ? undefined : element('Prefix', prefix),
    delimiter === undefined ? undefined : element('Delimiter', delimiter),
    ...uploads.map(uploadElement),
    ...prefixes.map(({ name }) => element('CommonPrefixes', element('Prefix', name))),
  )
  return xmlAnswer(root)
}

interface Query {
  readonly prefix: string
  readonly keyMarker: string
  readonly uploadIdMarker: string
  readonly maxUploads: number
  readonly delimiter: string | undefined
}

/** An upload by its key, or a common prefix, which has no upload. */
interface Entry {
  readonly name: string
  readonly upload: Upload | undefined
}

function queryOf({ target }: Call): Query {
  const maxUploads = countParameter(target, 'max-uploads', 1000)
  if (maxUploads === 0) throw invalidArgument('max-uploads', '0')
  return {
    prefix: parameter(target, 'prefix') ?? '',
    keyMarker: parameter(target, 'key-marker') ?? '',
    uploadIdMarker: parameter(target, 'upload-id-marker') ?? '',
    maxUploads,
    delimiter: delimiterParameter(target),
  }
}

function page(call: Call, query: Query): { entries: Entry[]; isTruncated: boolean } {
  const entries: Entry[] = []
  for (const upload of remaining(call, query)) {
    const entry = entryOf(upload, query)
    const isPrefix = entry.upload === undefined
    // Names already given: the marker's common prefix, or more keys below the last one.
    if (isPrefix && [query.keyMarker, entries.at(-1)?.name].includes(entry.name)) continue
    if (entries.length === query.maxUploads) return { entries, isTruncated: true }
    entries.push(entry)
  }
  return { entries, isTruncated: false }
}

// By key, then in the order of their start, as the service keeps them; from the markers on.
function remaining({ world, resource }: Call, query: Query): Upload[] {
  const { prefix, keyMarker, uploadIdMarker } = query
  const uploads = [...world.state.uploads.values()]
    .filter(({ bucket, key }) => bucket === resource.bucket && key.startsWith(prefix))
    .sort((a, b) => compareUtf8(a.key, b.key))
  if (keyMarker === '') return uploads
  const at = uploads.findIndex(
    ({ key, uploadId }) => key === keyMarker && uploadId === uploadIdMarker,
  )
  if (at !== -1) return uploads.slice(at + 1)
  // Assumed: of the marker's own key only ids that are larger, if an id is given. The Python SDK guide,
  // 2.2.11, could also be read as asking that of every key.
  return uploads.filter(({ key, uploadId }) => {
    const order = compareUtf8(key, keyMarker)
    return order > 0 || (order === 0 && uploadIdMarker !== '' && uploadId > uploadIdMarker)
  })
}

function entryOf(upload: Upload, { prefix, delimiter }: Query): Entry {
  const end = delimiter === undefined ? -1 : upload.key.indexOf(delimiter, prefix.length)
  return end === -1
    ? { name: upload.key, upload }
    : { name: upload.key.slice(0, end + 1), upload: undefined }
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
