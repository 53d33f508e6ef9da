import { refuser } from '../fault.js'
import type { InputCall } from '../middleware.js'

/** An integer's inclusive bounds, or the values that a text is limited to. */
export type Limit = readonly [minimum: number, maximum: number] | readonly string[]

/** Refuses input members outside the limits of the operation. */
export function checkLimits(call: InputCall): void {
  const { operation, input } = call.command
  for (const [member, limit] of Object.entries(operation.limits ?? {}) as [string, Limit][]) {
    const value = (input as Readonly<Record<string, unknown>>)[member]
    if (value !== undefined) check(value, limit, call, member)
  }
}

function check(value: unknown, limit: Limit, call: InputCall, member: string): void {
  const refuse = refuser(call, member)
  const [first, last] = limit
  if (typeof first === 'number') {
    const number = value as number
    if (Number.isInteger(value) && number >= first && number <= Number(last)) return
    throw refuse(`must be an integer, ${first} to ${last}`)
  }
  if (!limit.includes(value as never)) throw refuse(`must be ${limit.join(' or ')}`)
}
