import { xmlAnswer } from '../answers.js'
import { countParameter } from '../arguments.js'
import type { Call } from '../call.js'
import { uploadOf } from '../upload-of.js'
import { element } from '../xml.js'
import { ownerElement } from './elements.js'

/** List Parts (OOS developer document V6, 4.3.9). */
export function listParts(call: Call): Response {
  const upload = uploadOf(call)
  const most = countParameter(call.target, 'max-parts', call.world.limits.page)
  const marker = countParameter(call.target, 'part-number-marker', 10_000, 0)
  const later = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .sort((a, b) => a.number - b.number)
  const page = later.slice(0, most)
  const parts = page.map((part) =>
    element(
      'Part',
      element('PartNumber', part.number),
      element('LastModified', new Date(part.lastModified).toISOString()),
      element('ETag', part.etag),
      element('Size', part.content.size),
    ),
  )
  const root = element(
    'ListPartsResult',
    element('Bucket', upload.bucket),
    element('Key', upload.key),
    element('UploadId', upload.uploadId),
    ownerElement('Initiator', upload.owner),
    ownerElement('Owner', upload.owner),
    element('StorageClass', upload.storageClass),
    element('PartNumberMarker', marker),
    element('NextPartNumberMarker', page.at(-1)?.number ?? marker),
    element('MaxParts', most),
    element('IsTruncated', later.length > page.length),
    ...parts,
  )
  return xmlAnswer(root)
}
