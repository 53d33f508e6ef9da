import { emptyAnswer, xmlAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { readDocument } from '../body.js'
import { setSettings } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { parameter } from '../target.js'
import { readTrigger, triggersElement } from '../trigger-document.js'

/**
 * PUT Bucket Trigger (OOS Python SDK guide, 2.2.15): adds a trigger, or replaces the one of that name.
 *
 * Assumed: the status; a second default trigger is refused rather than taking over, and with this code.
 */
export async function putBucketTrigger(call: Call): Promise<Response> {
  const trigger = readTrigger(await readDocument(call, 'TriggerConfiguration'))
  const { triggers } = bucketOf(call).settings
  const others = [...triggers.values()].filter(({ name }) => name !== trigger.name)
  if (trigger.isDefault && others.some(({ isDefault }) => isDefault)) {
    throw new OosFault('InvalidArgument', 'There is a default trigger already.')
  }
  setSettings(call, { triggers: new Map(triggers).set(trigger.name, trigger) })
  return emptyAnswer()
}

/**
 * GET Bucket Trigger (OOS Python SDK guide, 2.2.16). The vendor's Java SDK takes 404 for "none".
 *
 * Assumed: the code.
 */
export function getBucketTrigger(call: Call): Response {
  const { triggers } = bucketOf(call).settings
  if (triggers.size === 0) {
    throw new OosFault('NoSuchTriggerConfiguration', 'The specified bucket has no triggers.')
  }
  return xmlAnswer(triggersElement(triggers.values()))
}

/**
 * DELETE Bucket Trigger. The name is the value of the parameter `trigger`, as in the vendor's Java SDK.
 *
 * Assumed: the status, also for a name that is not there; without a name nothing is deleted, though the
 * Python SDK guide, 2.2.17, speaks of all triggers, since it asks for a name nevertheless.
 */
export function deleteBucketTrigger(call: Call): Response {
  const name = parameter(call.target, 'trigger') ?? ''
  if (name === '') throw invalidArgument('trigger', name)
  const triggers = new Map(bucketOf(call).settings.triggers)
  if (triggers.delete(name)) setSettings(call, { triggers })
  return emptyAnswer(204)
}
