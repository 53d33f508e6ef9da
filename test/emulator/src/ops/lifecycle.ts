import { emptyAnswer, xmlAnswer } from '../answers.js'
import { readDocument, requireMd5 } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { lifecycleElement, readLifecycleRules } from '../lifecycle-rules.js'

/** PUT Bucket Lifecycle (OOS developer document V6, 4.2.16): replaces all rules. */
export async function putBucketLifecycle(call: Call): Promise<Response> {
  requireMd5(call)
  const rules = readLifecycleRules(await readDocument(call, 'LifecycleConfiguration'))
  setSettings(call, { lifecycle: rules })
  return emptyAnswer()
}

/** GET Bucket Lifecycle (OOS developer document V6, 4.2.17). */
export function getBucketLifecycle(call: Call): Response {
  const { lifecycle } = bucketOf(call).settings
  if (lifecycle === undefined) {
    const message = 'The lifecycle configuration does not exist.'
    throw new OosFault('NoSuchLifecycleConfiguration', message)
  }
  return xmlAnswer(lifecycleElement(lifecycle))
}

/** DELETE Bucket Lifecycle (OOS developer document V6, 4.2.18). */
export function deleteBucketLifecycle(call: Call): Response {
  unsetSetting(call, 'lifecycle')
  return emptyAnswer(204)
}
