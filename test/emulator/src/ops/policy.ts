import { emptyAnswer } from '../answers.js'
import { readText } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { invalidPolicy, readBucketPolicy } from '../policy-document.js'

/** PUT Bucket Policy (OOS developer document V6, 4.2.6). It acts from the next request on. */
export async function putBucketPolicy(call: Call): Promise<Response> {
  const text = await readText(call, invalidPolicy)
  readBucketPolicy(text, call.resource.bucket)
  setSettings(call, { policy: text })
  return emptyAnswer(204)
}

/** GET Bucket Policy (OOS developer document V6, 4.2.7): the text as it came. */
export function getBucketPolicy(call: Call): Response {
  const { policy } = bucketOf(call).settings
  if (policy === undefined) {
    throw new OosFault('NoSuchPolicy', 'The specified bucket does not have a bucket policy.')
  }
  const body = new TextEncoder().encode(policy)
  const headers = { 'content-type': 'application/json', 'content-length': `${body.length}` }
  return new Response(body, { headers })
}

/** DELETE Bucket Policy (OOS developer document V6, 4.2.8), which succeeds without a policy too. */
export function deleteBucketPolicy(call: Call): Response {
  unsetSetting(call, 'policy')
  return emptyAnswer(204)
}
