import type { Host, Report } from '../host/host.ts'
import type { Prepared } from '../prepare.ts'

/** What a runtime is started with. */
export interface Launch extends Prepared {
  readonly host: Host
  /** JSON for the suite. */
  readonly traits: string
}

/** A runtime that can be started. */
export interface Launcher {
  /** Its name, as in the table. */
  readonly title: string
  /** Which release of it is run; empty where the system decides. */
  readonly version: string
  /** Runs the suite in it. */
  run(launch: Launch): Promise<Report>
}
