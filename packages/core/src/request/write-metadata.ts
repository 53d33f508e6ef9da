import { kindOf } from '../kind-of.js'
import type { Refuse } from '../fault.js'
import { checkHeader, textOf } from './check.js'
import type { HttpRequest } from './request.js'

/** Writes metadata of an object as headers `x-amz-meta-NAME`: `{ write: writeMetadata, optional: true }`. */
export function writeMetadata(
  value: Readonly<Record<string, string>>,
  { headers }: HttpRequest,
  refuse: Refuse,
): void {
  if (kindOf(value) !== 'Object') throw refuse('object')
  for (const [name, field] of Object.entries(value)) {
    const refuseField: Refuse = (rule) => refuse(rule, `.${name}`)
    const text = checkHeader(name, textOf(field, refuseField), refuseField)
    const header = `x-amz-meta-${name}`
    if (!name || headers.has(header)) throw refuseField('name')
    headers.set(header, text)
  }
}
