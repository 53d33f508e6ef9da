import type { AccessKey } from './access-key.js'
import { activeKey, checkSignature, checkToken, type Keys } from './auth.js'
import { OosFault } from './errors.js'
import { fieldText } from './multipart-form.js'
import { invalidPolicy } from './policy-document.js'
import { readPostPolicy, type PostPolicy } from './post-policy.js'
import { findMistakeOfForm } from './signature-hint.js'

/** The fields of a form, by name in lower case; one character for each byte. */
export type Fields = ReadonlyMap<string, string>

/** Who sent a form, and what it may say. */
export interface SignedForm {
  readonly key: AccessKey
  readonly policy: PostPolicy
}

/**
 * Finds out with which key a form was signed (OOS developer document V6, 4.3.14); undefined is an anonymous
 * one. What is signed is the field `policy`, byte for byte.
 */
export async function authenticateForm(
  fields: Fields,
  keys: Keys,
  now: number,
): Promise<SignedForm | undefined> {
  const names = ['AWSAccessKeyId', 'policy', 'signature']
  const values = names.map((name) => fields.get(name.toLowerCase()))
  if (values.every((value) => value === undefined)) return undefined
  // Assumed: the code where one is missing, which is that of Amazon S3.
  const missing = names.find((_, index) => !values[index])
  if (missing !== undefined) {
    throw new OosFault('InvalidArgument', `Bucket POST must contain a field named '${missing}'.`)
  }
  const [accessKeyId = '', policy = '', signature = ''] = values
  const claim = { accessKeyId, signature }
  const key = activeKey(keys, claim)
  const json = decode(policy)
  await checkSignature(claim, key, policy, () =>
    findMistakeOfForm(policy, json ?? '', claim, key, keys),
  )
  checkToken(key, fields.get('x-amz-security-token'), now)
  if (json === undefined) throw invalidPolicy('The policy is not Base64.')
  return { key, policy: readPostPolicy(fieldText(json)) }
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64)
  } catch {
    return undefined
  }
}
