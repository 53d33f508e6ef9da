import { escapeXml, type HttpRequest, type Refuse } from '@oos-js/core'
import type { CompletedMultipartUpload } from '../multipart/CompleteMultipartUpload.js'

/** Writes the list of parts. It is two levels deep: uploads need no writer of documents for it. */
export function writeParts(
  { Parts }: CompletedMultipartUpload,
  request: HttpRequest,
  refuse: Refuse,
): void {
  if (!Array.isArray(Parts) || Parts.length < 1 || Parts.length > 10_000) {
    throw refuse('must be a list of 1 to 10000', '.Parts')
  }
  const parts = Parts.map(({ PartNumber, ETag }, index) => {
    if (!(Number.isInteger(PartNumber) && PartNumber > 0 && PartNumber <= 10_000)) {
      throw refuse('must be an integer, 1 to 10000', `.Parts[${index}].PartNumber`)
    }
    if (typeof ETag !== 'string' || !/^[ -~]+$/.test(ETag)) {
      throw refuse('must be the tag that the part got', `.Parts[${index}].ETag`)
    }
    return `<Part><PartNumber>${PartNumber}</PartNumber><ETag>${escapeXml(ETag)}</ETag></Part>`
  })
  request.headers.set('content-type', 'application/xml')
  request.body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
}
