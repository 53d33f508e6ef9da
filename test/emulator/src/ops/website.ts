import type { XmlElement } from '@rgrove/parse-xml'
import { emptyAnswer, xmlAnswer } from '../answers.js'
import { readDocument } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import type { Website } from '../settings.js'
import { element } from '../xml.js'
import { optionalChild, requiredChild, requiredText } from '../xml-fields.js'

/** PUT Bucket Website (OOS developer document V6, 4.2.9). */
export async function putBucketWebsite(call: Call): Promise<Response> {
  const website = readWebsite(await readDocument(call, 'WebsiteConfiguration'))
  setSettings(call, { website })
  return emptyAnswer()
}

/** GET Bucket Website (OOS developer document V6, 4.2.10). Assumed: the code if there is none. */
export function getBucketWebsite(call: Call): Response {
  const { website } = bucketOf(call).settings
  if (website === undefined) {
    const message = 'The specified bucket does not have a website configuration.'
    throw new OosFault('NoSuchWebsiteConfiguration', message)
  }
  const { indexSuffix, errorKey } = website
  return xmlAnswer(
    element(
      'WebsiteConfiguration',
      element('IndexDocument', element('Suffix', indexSuffix)),
      errorKey === undefined ? undefined : element('ErrorDocument', element('Key', errorKey)),
    ),
  )
}

/** DELETE Bucket Website (OOS developer document V6, 4.2.11): 200, with or without a website. */
export function deleteBucketWebsite(call: Call): Response {
  unsetSetting(call, 'website')
  return emptyAnswer()
}

function readWebsite(root: XmlElement): Website {
  const error = optionalChild(root, 'ErrorDocument')
  return {
    indexSuffix: requiredText(requiredChild(root, 'IndexDocument'), 'Suffix'),
    errorKey: error && requiredText(error, 'Key'),
  }
}
