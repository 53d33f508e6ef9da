import { browserCorsRule, PutBucketCorsCommand } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'
import type { Emulator, RecordedRequest } from '@oos-js/emulator'
import { calm, type Conditions, type Place } from '../protocol.ts'
import type { MovableClock } from './movable-clock.ts'
import type { Throttle } from './throttle.ts'

/** What goes wrong at present. */
export interface Weather {
  now(): Conditions
  change(conditions: Conditions): Promise<void>
}

/** What the weather is made with. */
export interface WeatherTools {
  /** Of the page's server, whose requests meet no faults. */
  readonly client: OosClient
  readonly emulator: Emulator
  readonly throttle: Throttle
  /** Of everything but the page. */
  readonly clock: MovableClock
  readonly bucket: Place['bucket']
  /** Where the page comes from. */
  readonly origin: string
}

/** Milliseconds: more than the 15 minutes that OOS puts up with. */
const skew = 20 * 60_000

const withContent = ['UploadPart', 'PutObject', 'GetObject']

/** Begins calm. */
export async function createWeather(tools: WeatherTools): Promise<Weather> {
  let conditions = calm
  const change = async (next: Conditions): Promise<void> => {
    conditions = next
    tools.throttle.setRate(next.bytesPerSecond)
    tools.clock.putAhead(next.skew ? skew : 0)
    tools.emulator.faults.clear()
    addFaults(tools.emulator, next)
    await allowPage(tools, next.hideETag)
  }
  await change(calm)
  return { now: () => conditions, change }
}

async function allowPage(
  { client, bucket, origin }: WeatherTools,
  hideETag: boolean,
): Promise<void> {
  const rule = browserCorsRule(origin)
  const exposed = (rule.ExposeHeaders ?? []).filter((name) => !hideETag || name !== 'ETag')
  const CORSConfiguration = { CORSRules: [{ ...rule, ExposeHeaders: exposed }] }
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration }))
}

// The first rule that is for a request decides; what comes `sometimes` leaves room for the others.
function addFaults({ faults }: Emulator, { slowDown, cut, stall }: Conditions): void {
  for (const operation of withContent) {
    const match = { operation, when: isFromPage }
    if (cut && operation === 'GetObject') faults.on(match).truncate(100_000).sometimes(0.15)
    else if (cut) faults.on(match).drop('uploading').sometimes(0.15)
    if (stall) faults.on(match).stall().sometimes(0.1)
  }
  const overload = { retryAfter: 1 }
  if (slowDown) faults.on({ when: isFromPage }).fail('SlowDown', overload).sometimes(0.2)
}

function isFromPage({ headers }: RecordedRequest): boolean {
  return headers.some(([name]) => name.toLowerCase() === 'origin')
}
