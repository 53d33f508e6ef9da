import { isOosError, OosError, type OosErrorDetails } from './errors.js'
import type { Call, InputCall, Result } from './middleware.js'

/** An error of a call under way, with everything that is known of the call. */
export function fault(
  { command, attempt, timings }: Pick<InputCall, 'command' | 'attempt' | 'timings'>,
  details: OosErrorDetails,
): OosError {
  const { Bucket, Key } = command.input as { Bucket?: string; Key?: string }
  return new OosError({
    operation: command.operation.name,
    bucket: Bucket,
    key: Key,
    attempts: attempt,
    earlier: timings.flatMap(({ error }) => error ?? []),
    ...details,
  })
}

/** The same, with the words that are loaded for it; where they cannot be, as when offline, without. */
export async function explained(
  call: Call,
  details: OosErrorDetails,
  text?: string,
  result?: Result,
): Promise<OosError> {
  let words
  try {
    words = (await import('./explain/explain.js')).explain(call, details, text, result)
  } catch {
    // What went wrong is told; why it may have is not.
  }
  return fault(call, { ...details, ...words })
}

/** The error of a call whose answer did not come or broke off; an abort is left as it is. */
export async function lost(call: Call, cause: unknown): Promise<OosError> {
  call.signal?.throwIfAborted()
  if (isOosError(cause)) return cause
  // Node wraps the reason, which has a code such as ECONNREFUSED.
  const { message, cause: reason } = Object(cause) as {
    message?: string
    cause?: { code?: string }
  }
  const why = reason?.code ?? message
  return explained(call, { code: 'NetworkError', message: `no answer: ${why}`, cause })
}

/**
 * Makes the error for one input member that cannot be sent: the rule ends the sentence that the member's
 * name begins, and the path leads to what is wrong inside it.
 */
export type Refuse = (rule: string, path?: string) => OosError

/** Makes the errors for one input member. */
export function refuser(call: InputCall, name: string): Refuse {
  return (rule, path = '') => {
    const member = name + path
    return fault(call, { code: 'InvalidInput', message: `${member} ${rule}`, member })
  }
}
