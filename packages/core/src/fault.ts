import type { InputCall } from './middleware.js'
import { OosError, type OosErrorDetails } from './errors.js'

/** An error of a call under way, with everything that is known of the call. */
export function fault(call: InputCall, details: OosErrorDetails): OosError {
  const { operation, input } = call.command
  const { Bucket, Key } = input as { Bucket?: unknown; Key?: unknown }
  return new OosError({
    operation: operation.name,
    bucket: typeof Bucket === 'string' ? Bucket : undefined,
    key: typeof Key === 'string' ? Key : undefined,
    attempts: call.attempt,
    ...details,
  })
}

/** The error for an input member that cannot be sent. `rule` ends the sentence that the member begins. */
export function invalid(operation: string, member: string, rule: string): OosError {
  return new OosError({ code: 'InvalidInput', message: `${member} ${rule}`, operation, member })
}
