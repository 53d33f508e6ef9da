import { isOosError, type OosError } from '@oos-js/core'

/** The error that a promise rejects with; anything but an OosError fails the test. */
export async function failure(promise: Promise<unknown>): Promise<OosError> {
  const reason = await promise.then(
    () => new Error('It was expected to reject, and resolved'),
    (error: unknown) => error,
  )
  if (isOosError(reason)) return reason
  throw reason
}
