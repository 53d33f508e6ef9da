import { createMD5 } from 'hash-wasm'
import { xmlAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { chunksOf } from '../body.js'
import type { Call } from '../call.js'
import { slice, type Content } from '../content.js'
import { copySource } from '../copy-source.js'
import { OosFault } from '../errors.js'
import { exclusively } from '../exclusively.js'
import { partNumberOf, uploadOf } from '../upload-of.js'
import { header } from '../wire-headers.js'
import { element } from '../xml.js'
import { copiedAt } from './elements.js'

/**
 * Copy Part (OOS developer document V6, 4.3.10).
 *
 * Assumed: the date looks like that of a copied object.
 */
export async function uploadPartCopy(call: Call): Promise<Response> {
  uploadOf(call)
  const number = partNumberOf(call)
  const content = rangeOf(call, copySource(call).content)
  const hash = (): Promise<string> => md5Of(call, content)
  const etag = `"${await exclusively(call, `${uploadOf(call).uploadId} ${number}`, hash)}"`
  const part = { number, content, etag, lastModified: call.now }
  // The upload is looked up again, since it may have gone in the meantime.
  call.world.commit({ type: 'putPart', uploadId: uploadOf(call).uploadId, part })
  return xmlAnswer(element('CopyPartResult', copiedAt(call.now), element('ETag', etag)))
}

// Assumed: the codes; a range has both ends, and ends within the source.
function rangeOf({ headers, world }: Call, source: Content): Content {
  const text = header(headers, 'x-amz-copy-source-range')
  if (text === undefined) return source
  if (source.size <= world.partOfCopyAbove) {
    const message = 'Only of an object larger than 5 GB can a part be copied.'
    throw new OosFault('InvalidRequest', message)
  }
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? []
  const length = Number(last) - Number(first) + 1
  if (!(length > 0)) throw invalidArgument('x-amz-copy-source-range', text)
  if (Number(last) >= source.size) {
    throw new OosFault('InvalidRange', 'The requested range cannot be satisfied.')
  }
  return slice(source, Number(first), length)
}

async function md5Of({ world, request }: Call, content: Content): Promise<string> {
  const hasher = (await createMD5()).init()
  for await (const chunk of chunksOf(world.bodies.open(content), request.signal)) {
    hasher.update(chunk)
  }
  return hasher.digest()
}
