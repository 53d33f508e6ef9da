import { checkHeader, type HttpRequest, type Refuse } from '@oos-js/core'

/** Where the content of an object is kept (V6 network; OOS developer document V6, 4.3.1). */
export interface DataLocation {
  /** Near the caller, or in the places given. */
  Type: 'Local' | 'Specified'
  /** Names of places, for example `ChengDu`; GetRegions lists those of the account. */
  Location?: readonly string[] | undefined
  /** Whether OOS may choose another place when those are full. */
  ScheduleStrategy?: 'Allowed' | 'NotAllowed' | undefined
}

/** Writes the place as a header. It is not part of the signature. */
export function writeDataLocation(
  { Type, Location, ScheduleStrategy }: DataLocation,
  request: HttpRequest,
  refuse: Refuse,
): void {
  const parts = [
    `type=${Type}`,
    Location?.length && `location=${Location.join()}`,
    ScheduleStrategy && `scheduleStrategy=${ScheduleStrategy}`,
  ]
  const text = parts.filter(Boolean).join()
  request.headers.set('x-ctyun-data-location', checkHeader('', text, refuse))
}
