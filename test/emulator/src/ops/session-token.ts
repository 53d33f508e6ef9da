import type { AccessKey } from '../access-key.js'
import { invalidArgument } from '../arguments.js'
import type { Call } from '../call.js'
import { OosFault } from '../errors.js'
import { formCount, iamAnswer } from '../iam.js'
import { makeKey } from '../make-key.js'
import { readSessionPolicy } from '../policy-document.js'
import { element } from '../xml.js'

/**
 * GetSessionToken (the vendor's site on STS): keys that end by themselves.
 *
 * Assumed: they last twelve hours unless said otherwise, as on Amazon; ordinary keys may ask for them,
 * temporary keys may not.
 */
export async function getSessionToken(call: Call): Promise<Response> {
  const { world, key: by, now } = call
  if (by === undefined || by.session !== undefined) {
    throw new OosFault('AccessDenied', 'Access Denied')
  }
  const seconds = formCount(call, 'DurationSeconds', [900, 129_600], 43_200)
  const policy = call.form.get('PolicyDocument') ?? undefined
  if (policy !== undefined && (policy === '' || policy.length > 2048)) {
    throw invalidArgument('PolicyDocument', policy)
  }
  if (policy !== undefined) readSessionPolicy(policy)
  const { accessKeyId, secretAccessKey, token } = await makeKey(world)
  const issuer = { accessKeyId: by.accessKeyId, isPrimary: by.isPrimary }
  const session = { token, expires: now + seconds * 1000, policy, issuer }
  const state = { status: 'Active', isPrimary: false, session } as const
  const key: AccessKey = { accessKeyId, secretAccessKey, owner: by.owner, created: now, ...state }
  world.commit({ type: 'putKey', key })
  const credentials = element(
    'Credentials',
    element('AccessKeyId', accessKeyId),
    element('SecretAccessKey', secretAccessKey),
    element('SessionToken', token),
    element('Expiration', new Date(session.expires).toISOString()),
  )
  return iamAnswer(call, 'GetSessionToken', element('GetSessionTokenResult', credentials))
}
