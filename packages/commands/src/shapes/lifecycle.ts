import { refuser, type InputCall } from '@oos-js/core'
import { isPositive } from './is-positive.js'

/** When objects expire: either `Days` or `Date`. */
export interface LifecycleExpiration {
  /** Days after an object was written; a positive integer. */
  Days?: number | undefined
  /** Objects written before this expire. Midnight UTC, for example `new Date('2030-01-01')`. */
  Date?: Date | undefined
}

/** A rule by which objects are deleted. */
export interface LifecycleRule {
  /**
   * Name of the rule, unique in the bucket, up to 255 characters.
   *
   * @defaultValue the service's choice (assumed)
   */
  ID?: string | undefined
  /** The rule is for keys that begin with this, up to 1024 characters; '' means every object. */
  Prefix: string
  /** Whether the rule works. */
  Status: 'Enabled' | 'Disabled'
  /** When objects expire. */
  Expiration: LifecycleExpiration
}

/** The rules of a bucket. */
export interface LifecycleConfiguration {
  /** The rules, 1 to 100. The service refuses two whose prefixes overlap. */
  Rules: LifecycleRule[]
}

/** Refuses rules that OOS does not take (guide 2.2.18). */
export function checkLifecycle(call: InputCall): void {
  const input = call.command.input as { LifecycleConfiguration: LifecycleConfiguration }
  const refuse = refuser(call, 'LifecycleConfiguration')
  for (const [index, rule] of input.LifecycleConfiguration.Rules.entries()) {
    const path = `.Rules[${index}].`
    const { ID, Prefix, Status, Expiration } = rule
    if (ID && ID.length > 255) throw refuse('must be up to 255 characters', `${path}ID`)
    if (Prefix.length > 1024) throw refuse('must be up to 1024 characters', `${path}Prefix`)
    if (!/^(En|Dis)abled$/.test(Status)) {
      throw refuse('must be Enabled or Disabled', `${path}Status`)
    }
    if (!isValid(Expiration)) {
      throw refuse(
        'must be either Days, a positive integer, or Date, midnight UTC',
        `${path}Expiration`,
      )
    }
  }
}

function isValid({ Days, Date: day }: LifecycleExpiration): boolean {
  if (day === undefined) return isPositive(Days)
  return Days === undefined && day instanceof Date && Number(day) % 86_400_000 === 0
}
