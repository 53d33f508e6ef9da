import type { XmlElement } from '@rgrove/parse-xml'
import { emptyAnswer, xmlAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import { malformedXml, readDocument, requireMd5 } from '../body.js'
import { setSettings, unsetSetting } from '../bucket-settings.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { retainedDays } from '../retention.js'
import type { ObjectLock, Retention } from '../settings.js'

import { element } from '../xml.js'
import { optionalChild, requiredChild, requiredChoice, requiredText } from '../xml-fields.js'

/**
 * PUT Object Lock Configuration (the vendor's site and its Go SDK). Once it is enabled it stays enabled, and
 * it can only be made longer.
 *
 * Assumed: the rule may be left out, the code of what would make it shorter, and the statuses of all
 * three operations.
 */
export async function putObjectLockConfiguration(call: Call): Promise<Response> {
  requireMd5(call)
  const root = await readDocument(call, 'ObjectLockConfiguration')
  const enabled = requiredChoice(root, 'ObjectLockEnabled', ['Enabled', 'Disabled'])
  const rule = optionalChild(root, 'Rule')
  const lock: ObjectLock = { enabled, retention: rule && readRetention(rule) }
  refuseWeaker(call, lock)
  setSettings(call, { objectLock: lock })
  return emptyAnswer()
}

/** GET Object Lock Configuration. Assumed: the code if there is none, that of Amazon S3. */
export function getObjectLockConfiguration(call: Call): Response {
  const { objectLock } = bucketOf(call).settings
  if (objectLock === undefined) {
    const message = 'Object Lock configuration does not exist for this bucket.'
    throw new OosFault('ObjectLockConfigurationNotFoundError', message)
  }
  const { enabled, retention } = objectLock
  const rule =
    retention &&
    element(
      'Rule',
      element(
        'DefaultRetention',
        element('Mode', retention.mode),
        element(retention.unit, retention.count),
      ),
    )
  return xmlAnswer(element('ObjectLockConfiguration', element('ObjectLockEnabled', enabled), rule))
}

/** DELETE Object Lock Configuration. Assumed: it is refused once the lock is enabled. */
export function deleteObjectLockConfiguration(call: Call): Response {
  refuseWeaker(call, undefined)
  unsetSetting(call, 'objectLock')
  return emptyAnswer(204)
}

function refuseWeaker(call: Call, next: ObjectLock | undefined): void {
  if (retainedDays(next) >= retainedDays(bucketOf(call).settings.objectLock)) return
  const message = 'The retention of an object lock cannot be ended or made shorter.'
  throw new OosFault('AccessDenied', message)
}

function readRetention(rule: XmlElement): Retention {
  const retention = requiredChild(rule, 'DefaultRetention')
  const mode = requiredChoice(retention, 'Mode', ['COMPLIANCE'])
  const hasDays = optionalChild(retention, 'Days') !== undefined
  if (hasDays === (optionalChild(retention, 'Years') !== undefined)) throw malformedXml()
  const unit = hasDays ? 'Days' : 'Years'
  const text = requiredText(retention, unit).trim()
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalidArgument(unit, text)
  return { mode, unit, count: Number(text) }
}
