import { refuser, type InputCall } from '@oos-js/core'
import { isPositive } from './is-positive.js'

/** Whether objects are kept from change and deletion. */
export type ObjectLockStatus = 'Enabled' | 'Disabled' | (string & {})

/** How long an object is kept after it was written: either `Days` or `Years`. */
export interface DefaultRetention {
  /** How strictly: nobody can change or delete, the owner included. */
  Mode: 'COMPLIANCE' | (string & {})
  /** Days; a positive integer. */
  Days?: number | undefined
  /** Years of 365 days; a positive integer. */
  Years?: number | undefined
}

/** What objects are kept by. */
export interface ObjectLockRule {
  /** How long. */
  DefaultRetention: DefaultRetention
}

/** How a bucket keeps its objects from change and deletion. */
export interface ObjectLockConfiguration {
  /** Whether it does. What is enabled cannot be disabled any more. */
  ObjectLockEnabled: ObjectLockStatus
  /** How long. What is enabled can be made longer, and not shorter. */
  Rule: ObjectLockRule
}

/** Refuses a retention that is not one number of days or years. */
export function checkObjectLock(call: InputCall): void {
  const input = call.command.input as { ObjectLockConfiguration: ObjectLockConfiguration }
  const { Days, Years } = input.ObjectLockConfiguration.Rule.DefaultRetention
  if (Days === undefined ? isPositive(Years) : Years === undefined && isPositive(Days)) return
  throw refuser(call, 'ObjectLockConfiguration')(
    'must be either Days or Years, a positive integer',
    '.Rule.DefaultRetention',
  )
}
