import { browserCorsRule, PutBucketCorsCommand } from '@oos-js/commands'
import type { OosClient } from '@oos-js/core'
import type { Emulator } from '@oos-js/emulator'
import { calm, type Conditions, type Place } from '../protocol.ts'
import type { Throttle } from './throttle.ts'

/** What goes wrong at present. */
export interface Weather {
  now(): Conditions
  change(conditions: Conditions): Promise<void>
}

/** What the weather is made with. */
export interface WeatherTools {
  /** Reaches the emulator, by a way that no fault is on. */
  readonly client: OosClient
  readonly emulator: Emulator
  readonly throttle: Throttle
  readonly bucket: Place['bucket']
  /** Where the page comes from. */
  readonly origin: string
}

const withContent = ['UploadPart', 'PutObject', 'GetObject']

/** Begins calm. */
export async function createWeather(tools: WeatherTools): Promise<Weather> {
  let conditions = calm
  const change = async (next: Conditions): Promise<void> => {
    conditions = next
    tools.throttle.setRate(next.bytesPerSecond)
    // Before the faults, which would meet this request too.
    tools.emulator.faults.clear()
    await allowPage(tools, next.hideETag)
    addFaults(tools.emulator, next)
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

// The first rule that is for a request decides, so what comes `sometimes` leaves room for the others.
function addFaults({ faults }: Emulator, { slowDown, cut, stall, skew }: Conditions): void {
  for (const operation of withContent) {
    if (cut) {
      const fault = faults.on({ operation })
      if (operation === 'GetObject') fault.truncate(100_000).sometimes(1 / 6)
      else fault.drop('uploading').sometimes(1 / 6)
    }
    if (stall)
      faults
        .on({ operation })
        .stall()
        .sometimes(1 / 10)
  }
  if (slowDown)
    faults
      .on({})
      .fail('SlowDown', { retryAfter: 1 })
      .sometimes(1 / 5)
  if (skew)
    faults
      .on({})
      .skew(20 * 60_000)
      .times(Infinity)
}
