import type { OosError } from '@oos-js/core'

/** Whether a request may have been carried out although it failed. */
export function mayHaveWorked(error: unknown): boolean {
  const { code = '', status = 0 } = Object(error) as Partial<OosError>
  if (/^(UnknownOutcome|NetworkError|Timeout|InvalidResponse|InternalError)$/.test(code))
    return true
  return status >= 500 && code !== 'SlowDown'
}
