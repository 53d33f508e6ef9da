import { isOosError, OosError, type OosErrorDetails } from './errors.js'
import { requestIdOf } from './answer/output.js'
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

/** Loads what is needed when something went wrong; nothing where that cannot be loaded, as when offline. */
export async function loadFailure(): Promise<typeof import('./failure/failure.js') | undefined> {
  return import('./failure/failure.js').catch(() => undefined)
}

/** The error that an answer stands for; `text` is its body, or the beginning of it. */
export async function errorOf(call: Call, result: Result, text: string): Promise<OosError> {
  const { status, headers, ok } = result.response
  const code = ok ? 'InvalidResponse' : status < 500 ? 'InvalidRequest' : 'InternalError'
  const requestId = requestIdOf(headers)
  const facts = (await loadFailure())?.factsOf(call, result, text)
  return fault(call, { code, message: '', status, requestId, ...facts })
}

/**
 * The error of a call whose answer did not come or broke off; an abort is left as it is.
 *
 * @param bytes - How many bytes of the content came, and how many were announced.
 */
export async function lost(
  call: Call,
  cause: unknown,
  ...bytes: readonly number[]
): Promise<OosError> {
  call.signal?.throwIfAborted()
  if (isOosError(cause)) return cause
  const facts = await (await loadFailure())?.whyLost(call, cause, bytes)
  return fault(call, { code: 'NetworkError', message: 'no answer', cause, ...facts })
}

/** Waits for what is loaded when it is needed; that it cannot be is an error of the network. */
export function loaded<Module>(call: Call, module: Promise<Module>): Promise<Module> {
  return module.catch(async (cause: unknown) => {
    throw await lost(call, cause)
  })
}

/**
 * Makes the error for one input member that cannot be sent: the rule ends the sentence that the member's
 * name begins, or is one of those whose words are loaded for it, and the path leads to what is wrong inside.
 */
export type Refuse = (rule: string, path?: string) => OosError

/** Makes the errors for one input member. */
export function refuser(call: InputCall, name: string): Refuse {
  return (rule, path = '') => {
    const member = name + path
    return fault(call, { code: 'InvalidInput', message: `${member} ${rule}`, member })
  }
}
