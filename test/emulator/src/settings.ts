import type { CorsRule } from './cors-rules.js'
import type { LifecycleRule } from './lifecycle-rules.js'
import type { Trigger } from './trigger-document.js'

/** What the sub-resources of a bucket hold; what is missing has not been set. */
export interface Settings {
  /** The JSON as it came. */
  readonly policy?: string
  readonly website?: Website
  readonly logging?: Logging
  readonly lifecycle?: readonly LifecycleRule[]
  readonly cors?: readonly CorsRule[]
  readonly accelerate?: Accelerate
  readonly objectLock?: ObjectLock
  /** By name, in the order they were added. */
  readonly triggers: ReadonlyMap<string, Trigger>
}

export interface Website {
  readonly indexSuffix: string
  readonly errorKey: string | undefined
}

/** The members of LoggingEnabled, in the order they are written. */
export const loggingMembers = [
  'TargetBucket',
  'TargetPrefix',
  'TriggerTargetBucket',
  'TriggerTargetPrefix',
  'TriggerSourceBucket',
  'TriggerSourcePrefix',
] as const

/** What was given of LoggingEnabled. */
export type Logging = ReadonlyMap<(typeof loggingMembers)[number], string>

export interface Accelerate {
  readonly status: 'Enabled' | 'Suspended'
  readonly addresses: readonly string[]
}

export interface ObjectLock {
  readonly enabled: 'Enabled' | 'Disabled'
  /** How long objects are kept; undefined without a rule. */
  readonly retention: Retention | undefined
}

export interface Retention {
  readonly mode: 'COMPLIANCE'
  readonly unit: 'Days' | 'Years'
  readonly count: number
}
