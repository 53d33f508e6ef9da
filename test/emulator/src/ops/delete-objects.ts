import type { XmlElement } from '@rgrove/parse-xml'
import { isAllowed } from '../access.js'
import { xmlAnswer } from '../answers.js'
import { malformedXml, readDocument, requireMd5 } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { removeObject } from '../stored-objects.js'
import { childrenOf, childText, element, type Element } from '../xml.js'

/**
 * Delete Multiple Objects (OOS developer document V6, 4.3.12). Keys that are not there count as deleted.
 * Who may not delete a key finds that in the answer, which is 200.
 *
 * Assumed: it is 200 even if no key may be deleted, and more than 1000 keys are MalformedXML.
 */
export async function deleteObjects(call: Call): Promise<Response> {
  requireMd5(call)
  const { keys, quiet } = readRequest(await readDocument(call, 'Delete'), call.world.limits.page)
  const results = keys.map((key) => deleteOne(call, key))
  const shown = quiet ? results.filter(({ name }) => name === 'Error') : results
  return xmlAnswer(element('DeleteResult', ...shown))
}

function readRequest(root: XmlElement, most: number): { keys: string[]; quiet: boolean } {
  const objects = childrenOf(root, 'Object')
  if (objects.length === 0 || objects.length > most) throw malformedXml()
  const keys = objects.map((object) => {
    const key = childText(object, 'Key')
    if (key === undefined || key === '') throw malformedXml()
    return key
  })
  return { keys, quiet: childText(root, 'Quiet')?.trim() === 'true' }
}

// A fault for this operation that names a key fails that key, not the request.
function deleteOne(call: Call, key: string): Element {
  const bucket = bucketOf(call)
  const { record: request } = call
  const subject = { operation: 'DeleteObjects', bucket: bucket.name, key, part: undefined, request }
  const effect = call.world.faults.take(subject)?.effect
  if (effect?.kind === 'fail') {
    const { message = 'A fault that a test asked for.' } = effect.details
    return errorElement(key, effect.code, message)
  }
  if (!isAllowed(call, { access: 's3:DeleteObject', bucket, name: key })) {
    return errorElement(key, 'AccessDenied', 'Access Denied')
  }
  try {
    removeObject(call.world, bucket.name, key)
    return element('Deleted', element('Key', key))
  } catch (error) {
    if (error instanceof OosFault) return errorElement(key, error.code, error.message)
    throw error
  }
}

function errorElement(key: string, code: string, message: string): Element {
  const details = [element('Code', code), element('Message', message)]
  return element('Error', element('Key', key), ...details)
}
