import { emptyAnswer, xmlAnswer } from '../answers.js'
import { malformedXml, readText, requireMd5 } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { corsElement, readCorsRules } from '../cors-rules.js'
import { OosFault } from '../errors.js'
import { readXml } from '../xml.js'

/**
 * PUT Bucket CORS (OOS developer document V6, 4.2.21): replaces all rules.
 *
 * Assumed: the code for a document of more than 64 KB, and the one for a `*` that must not be exposed.
 */
export async function putBucketCors(call: Call): Promise<Response> {
  requireMd5(call)
  const text = await readText(call)
  if (call.record.bodyLength > 64 * 1024) {
    throw new OosFault('EntityTooLarge', 'The CORS configuration exceeds 64 KB.')
  }
  const root = readXml(text, 'CORSConfiguration')
  if (root === undefined) throw malformedXml()
  const cors = readCorsRules(root)
  const exposesAll = cors.some(({ exposed }) => exposed.includes('*'))
  if (exposesAll && call.world.switches.exposeAll === 'refused') {
    throw new OosFault('InvalidRequest', 'ExposeHeader can not be a wildcard.')
  }
  setSettings(call, { cors })
  return emptyAnswer()
}

/** GET Bucket CORS (OOS developer document V6, 4.2). Assumed: the code if there is none. */
export function getBucketCors(call: Call): Response {
  const { cors } = bucketOf(call).settings
  if (cors === undefined) {
    throw new OosFault('NoSuchCORSConfiguration', 'The CORS configuration does not exist.')
  }
  return xmlAnswer(corsElement(cors))
}

/** DELETE Bucket CORS (OOS developer document V6, 4.2). */
export function deleteBucketCors(call: Call): Response {
  unsetSetting(call, 'cors')
  return emptyAnswer(204)
}
