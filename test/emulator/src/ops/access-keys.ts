import type { AccessKey } from '../access-key.js'
import { emptyAnswer } from '../answers.js'
import { invalidArgument } from '../arguments.js'
import type { Call } from '../call.js'
import { OosFault } from '../errors.js'
import { iamAnswer, keysOf, namedKey, primaryKey, userName } from '../iam.js'
import { makeKey } from '../make-key.js'
import { element } from '../xml.js'

/**
 * CreateAccessKey (OOS developer document V6, 4.4): an ordinary key. Its secret is never told again.
 *
 * Assumed: the code of the refusal of an eleventh key.
 */
export async function createAccessKey(call: Call): Promise<Response> {
  const { world, now } = call
  const by = primaryKey(call)
  const { accessKeyId, secretAccessKey } = await makeKey(world)
  // Counted last, since others may have been made meanwhile.
  if (keysOf(call, by).length >= 10) {
    throw new OosFault('LimitExceeded', 'An account can have 10 access keys.')
  }
  const state = { status: 'Active', isPrimary: false } as const
  const key: AccessKey = { accessKeyId, secretAccessKey, owner: by.owner, created: now, ...state }
  world.commit({ type: 'putKey', key })
  const shown = element(
    'AccessKey',
    userName(key),
    element('AccessKeyId', accessKeyId),
    element('Status', key.status),
    element('SecretAccessKey', secretAccessKey),
    element('IsPrimary', key.isPrimary),
    element('CreateDate', new Date(now).toISOString()),
  )
  return iamAnswer(call, 'CreateAccessKey', element('CreateAccessKeyResult', shown))
}

/** DeleteAccessKey (OOS developer document V6, 4.4). */
export function deleteAccessKey(call: Call): Response {
  const key = namedKey(call)
  keepOnePrimary(call, key, false)
  call.world.commit({ type: 'deleteKey', accessKeyId: key.accessKeyId })
  return iamAnswer(call, 'DeleteAccessKey')
}

/**
 * UpdateAccessKey (OOS developer document V6, 4.4). The recorded answer is empty.
 *
 * Assumed: values may be in any case, since the recorded call says "active"; IsPrimary may be left out,
 * as the vendor's Go SDK does.
 */
export function updateAccessKey(call: Call): Response {
  const key = namedKey(call)
  const isActive = choice(call, 'Status', 'Active', 'Inactive')
  if (isActive === undefined) throw invalidArgument('Status', '')
  const isPrimary = choice(call, 'IsPrimary', 'true', 'false') ?? key.isPrimary
  keepOnePrimary(call, key, isActive && isPrimary)
  const status = isActive ? 'Active' : 'Inactive'
  const { accessKeyId } = key
  call.world.commit({ type: 'changeKey', accessKeyId, to: { status, isPrimary } })
  return call.world.updateAccessKeyAnswer === 'empty'
    ? emptyAnswer()
    : iamAnswer(call, 'UpdateAccessKey')
}

function choice({ form }: Call, name: string, yes: string, no: string): boolean | undefined {
  const text = form.get(name)
  if (text === null) return undefined
  const given = text.toLowerCase()
  if (given !== yes.toLowerCase() && given !== no.toLowerCase()) throw invalidArgument(name, text)
  return given === yes.toLowerCase()
}

// OOS developer document V6, 2.5: the last primary key cannot be disabled or deleted. Assumed: it cannot
// be made an ordinary key either, and the code.
function keepOnePrimary(call: Call, key: AccessKey, staysPrimary: boolean): void {
  const isOther = (one: AccessKey): boolean =>
    one.accessKeyId !== key.accessKeyId && one.isPrimary && one.status === 'Active'
  if (!staysPrimary && key.isPrimary && !keysOf(call, key).some(isOther)) {
    throw new OosFault('InvalidRequest', 'An account needs an active primary key.')
  }
}
