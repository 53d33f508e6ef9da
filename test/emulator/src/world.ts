import type { AccessLog } from './access-log.js'
import type { Background } from './background.js'
import type { CorsOptions } from './cors.js'
import type { BodyStore } from './body-store.js'
import type { Commit } from './commit.js'
import type { FaultRules } from './faults.js'
import type { Limits } from './limits.js'
import type { Regions } from './locations.js'
import type { Clock, EmulatorOptions, Ids, Timer } from './options.js'
import type { RecordedRequest } from './recorded-request.js'
import type { TriggerFailure } from './replicate.js'
import type { State } from './state.js'
import type { Swept } from './sweep.js'
import type { Switches } from './switches.js'
import type { HeaderFields } from './wire-headers.js'
import type { Element } from './xml.js'

/** What an emulator is made of, from one reset to the next. */
export interface World {
  readonly clock: Clock
  readonly timer: Timer
  readonly ids: Ids
  readonly baseHosts: readonly string[]
  readonly websiteHosts: readonly string[]
  readonly nextMarker: NonNullable<EmulatorOptions['nextMarker']>
  readonly emptyPages: boolean
  readonly regions: Regions
  readonly partOfCopyAbove: number
  readonly updateAccessKeyAnswer: NonNullable<EmulatorOptions['updateAccessKeyAnswer']>
  readonly limits: Limits
  readonly switches: Switches
  /** What completed uploads were answered with, by upload id. */
  readonly completed: Map<string, Element>
  /** The objects and parts that bodies come in for. */
  readonly beingWritten: Set<string>
  readonly cors: CorsOptions
  readonly faults: FaultRules
  readonly state: State
  /** Changes the state; nothing else does. */
  readonly commit: Commit
  readonly bodies: BodyStore
  readonly requests: RecordedRequest[]
  readonly background: Background
  readonly accessLog: AccessLog
  /** By the objects of a bucket, which stay the same as long as it exists. */
  readonly swept: WeakMap<object, Swept>
  readonly triggerFailures: TriggerFailure[]
  /** How triggers reach other resource pools. */
  readonly fetch: (request: Request) => Promise<Response>
  /** How many requests are remembered. */
  readonly requestsKept: number
}

/** What a Request alone cannot say. */
export interface HandleContext {
  /** The request target as it was on the wire, before any URL was made of it. */
  readonly rawTarget?: string | undefined
  /** Header fields as they were on the wire; Content-Length is then compulsory for a body. */
  readonly rawHeaders?: HeaderFields | undefined
  /** The address of the client. */
  readonly address?: string | undefined
  /** Whether the request came over TLS; by default what the URL says. */
  readonly isSecure?: boolean | undefined
  /** One more host name of the service. */
  readonly baseHost?: string | undefined
  /** Whether it came in where websites are served, so that every host and path is one of a website. */
  readonly website?: boolean | undefined
}
