import { md5 } from 'hash-wasm'
import { OosFault } from './errors.js'
import { lifecycleLine, requestLine } from './log-line.js'
import type { RecordedRequest } from './recorded-request.js'
import type { Bucket, Description } from './state.js'
import { writeObject } from './stored-objects.js'
import type { World } from './world.js'

/** The lines that are still to be written, by the name of the bucket they are about. */
export interface AccessLog {
  readonly pending: Map<string, string[]>
  /** When the first of them came; undefined if there are none. */
  since: number | undefined
}

// Assumed: lines are written within five minutes. Amazon S3 and others need from minutes to hours.
const mostDelay = 5 * 60 * 1000

/** Notes a request in the log of its bucket, if that is switched on. */
export function logRequest(
  world: World,
  record: RecordedRequest,
  address: string | undefined,
  answer: Response,
): void {
  const bucket = world.state.buckets.get(record.bucket ?? '')
  if (bucket === undefined) return
  const took = world.clock.now() - record.time
  add(world, bucket, () => requestLine({ bucket, record, address, answer, took }))
}

/**
 * Notes what a lifecycle has done to an object (the vendor's site on PUT Bucket Lifecycle names the
 * operations).
 */
export function logLifecycle(
  world: World,
  bucket: Bucket,
  operation: 'OOS.EXPIRE.OBJECT' | 'OOS.TRANSITION_SIA.OBJECT',
  key: string,
): void {
  const time = world.clock.now()
  add(world, bucket, () => lifecycleLine({ bucket, operation, key, time }))
}

/** Forgets what has not been written. */
export function clearLog(accessLog: AccessLog): void {
  accessLog.pending.clear()
  accessLog.since = undefined
}

/** Whether lines have waited long enough. */
export function logsAreDue({ accessLog, clock }: World): boolean {
  return accessLog.since !== undefined && clock.now() - accessLog.since >= mostDelay
}

/**
 * Writes what has been noted into the target buckets, an object for each bucket that it is about: named
 * `<TargetPrefix>GMT<date>-<unique>` (OOS developer document V6, 4.2.13). Nothing is noted about these
 * objects themselves.
 *
 * Assumed: what cannot be written is lost, since the target is gone or is somebody else's.
 */
export async function writeLogs(world: World): Promise<void> {
  const { accessLog, state, clock } = world
  const all = [...accessLog.pending]
  clearLog(accessLog)
  for (const [name, lines] of all) {
    const bucket = state.buckets.get(name)
    const logging = bucket?.settings.logging
    const target = state.buckets.get(logging?.get('TargetBucket') ?? '')
    if (target === undefined || target.owner.id !== bucket?.owner.id) continue
    const text = lines.map((line) => `${line}\n`).join('')
    // The lines carry the ids of requests, so no two logs are the same.
    const unique = (await md5(text)).slice(0, 16).toUpperCase()
    const date = new Date(clock.now()).toISOString().slice(0, 19).replace(/[T:]/g, '-')
    const key = `${logging?.get('TargetPrefix') ?? ''}GMT${date}-${unique}`
    const bytes = new TextEncoder().encode(text)
    await writeObject(world, target.name, key, bytes, description).catch((error: unknown) => {
      // The target has gone meanwhile.
      if (!(error instanceof OosFault)) throw error
    })
  }
}

const description: Description = {
  headers: new Map([['content-type', 'text/plain']]),
  metadata: new Map(),
  storageClass: 'STANDARD',
}

function add({ accessLog, clock }: World, bucket: Bucket, line: () => string): void {
  if (bucket.settings.logging?.get('TargetBucket') === undefined) return
  const lines = accessLog.pending.get(bucket.name)
  if (lines === undefined) accessLog.pending.set(bucket.name, [line()])
  else lines.push(line())
  accessLog.since ??= clock.now()
}
