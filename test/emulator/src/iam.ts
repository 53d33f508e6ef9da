import type { AccessKey } from './access-key.js'
import { xmlAnswer } from './answers.js'
import { invalidArgument } from './arguments.js'
import type { Call } from './call.js'
import { OosFault } from './errors.js'
import { element, type Element } from './xml.js'

/** An answer about access keys (OOS developer document V6, 4.4): without a namespace. */
export function iamAnswer({ record }: Call, action: string, result?: Element): Response {
  const metadata = element('ResponseMetadata', element('RequestId', record.requestId))
  return xmlAnswer(element(`${action}Response`, result, metadata), null)
}

/** Whom an answer names as the user. Assumed: the account's ID, a mail address on OOS. */
export function userName({ owner }: AccessKey): Element {
  return element('UserName', owner.id)
}

/** The key that signed; refuses the call unless that is a primary key. */
export function primaryKey({ key }: Call): AccessKey {
  if (key?.isPrimary !== true) throw new OosFault('AccessDenied', 'Access Denied')
  return key
}

/** The lasting keys of the account that a key belongs to, in the order they were made. */
export function keysOf({ world }: Call, { owner }: AccessKey): AccessKey[] {
  const all = [...world.state.keys.values()]
  return all.filter((key) => key.owner.id === owner.id && key.session === undefined)
}

/** The key of the caller's account that the form names. Assumed: the code if there is none. */
export function namedKey(call: Call): AccessKey {
  const id = call.form.get('AccessKeyId') ?? ''
  if (id === '') throw invalidArgument('AccessKeyId', id)
  const found = keysOf(call, primaryKey(call)).find(({ accessKeyId }) => accessKeyId === id)
  if (found === undefined) throw new OosFault('NoSuchEntity', `There is no access key ${id}.`)
  return found
}

/** Reads a whole number within bounds from the form. */
export function formCount(
  { form }: Call,
  name: string,
  [least, most]: readonly [number, number],
  fallback: number,
): number {
  const text = form.get(name)
  if (text === null) return fallback
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(count >= least && count <= most)) throw invalidArgument(name, text)
  return count
}
