import { emptyAnswer, xmlAnswer } from '../answers.js'
import { readDocument } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { loggingMembers, type Logging } from '../settings.js'
import { element } from '../xml.js'
import { optionalChild, optionalText } from '../xml-fields.js'

/**
 * PUT Bucket Logging (OOS developer document V6, 4.2.13; the four members Trigger… are those of the
 * Python SDK guide, 2.2.12). An empty root turns logging off.
 */
export async function putBucketLogging(call: Call): Promise<Response> {
  const root = await readDocument(call, 'BucketLoggingStatus')
  const enabled = optionalChild(root, 'LoggingEnabled')
  if (enabled === undefined) unsetSetting(call, 'logging')
  else {
    const given = loggingMembers.flatMap((name) => {
      const text = optionalText(enabled, name)
      return text === undefined ? [] : [[name, text] as const]
    })
    const logging = new Map(given)
    checkTarget(call, logging)
    setSettings(call, { logging })
  }
  return emptyAnswer()
}

/** GET Bucket Logging (OOS developer document V6, 4.2.14): an empty root if it is off. */
export function getBucketLogging(call: Call): Response {
  const { logging } = bucketOf(call).settings
  const given = [...(logging ?? [])].map(([name, text]) => element(name, text))
  const enabled = logging && element('LoggingEnabled', ...given)
  return xmlAnswer(element('BucketLoggingStatus', enabled))
}

// The target is any bucket of one's own. Assumed: the code, that of Amazon S3; the buckets Trigger… may
// be in another resource pool, so nothing is known about them.
function checkTarget({ world, caller }: Call, logging: Logging): void {
  const target = logging.get('TargetBucket')
  if (target === undefined || world.state.buckets.get(target)?.owner.id === caller?.id) return
  const message = 'The target bucket for logging does not exist or is not owned by you.'
  throw new OosFault('InvalidTargetBucketForLogging', message)
}
