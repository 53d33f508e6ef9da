import { ListMultipartUploadsCommand } from '@oos-js/commands'
import type { Upload, UploadProgress } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { Bucket, progressOf, type Lab } from '../../support/uploads/lab.ts'
import { faults, missingCells, requestAt } from '../../support/uploads/matrix/cells.ts'
import { createScene, type Scene } from '../../support/uploads/matrix/scene.ts'
import { ways } from '../../support/uploads/matrix/ways.ts'

/** Of three parts, the last of them small. */
const file = fileOf(10 * mebibyte + 1000)
const hour = 3_600_000

/** Each fault, at each place, in each of its ways. */
const cells = ways.flatMap((way) =>
  way.places.map((place) => [`${way.fault} at ${place}, ${way.how}`, { ...way, place }] as const),
)
const passing = cells.filter(([, { bearable }]) => bearable > 0)

/** Everything that an upload tells of its progress. */
interface Watched {
  readonly upload: Upload
  readonly events: UploadProgress[]
}

function start({ lab }: Scene): Watched {
  const upload = lab.upload(file)
  return { upload, events: progressOf(upload) }
}

/** Expects that progress never went back, and is whole at the end alone. */
function expectRising({ events, upload }: Watched): void {
  for (const name of ['loaded', 'confirmed'] as const) {
    const values = events.map((event) => event[name])
    expect(values).toEqual([...values].sort((one, other) => one - other))
    expect(Math.max(...values)).toBeLessThanOrEqual(file.size)
  }
  const whole = events.filter(({ fraction }) => fraction === 1)
  expect(whole).toEqual(upload.state === 'done' ? [events.at(-1)] : [])
}

/** The uploads that the service has and nobody has completed, as it tells them itself. */
async function unfinished({ admin }: Lab): Promise<string[]> {
  const { Uploads } = await admin.send(new ListMultipartUploadsCommand({ Bucket }))
  return Uploads.map(({ UploadId }) => UploadId)
}

/** Expects that the upload ends well, with the object exact and nothing left beside it. */
async function expectDone(lab: Lab, watched: Watched): Promise<void> {
  await lab.settle(watched.upload.done(), watched.upload)
  await expectExact(lab, file)
  expectRising(watched)
  expect(await unfinished(lab)).toEqual([])
}

const objects = ({ emulator }: Lab): number => emulator.buckets.get(Bucket)?.objects.size ?? 0

describe('what passes', () => {
  it.each(passing)(
    'F1, Req 4b, Req 5a: %s: the object is exact',
    async (_cell, { fault, place, happen, bearable, isAlone }) => {
      const scene = await createScene()
      const { lab } = scene
      happen(scene, place, bearable)
      const watched = start(scene)
      await expectDone(lab, watched)
      const { operation, part } = requestAt[place]
      expect(lab.count(operation, part)).toBeGreaterThan(fault === 'hidden ETag' ? 0 : 1)
      if (part === undefined || !isAlone) return
      expect(lab.count(operation, part)).toBe(fault === 'hidden ETag' ? 1 : 1 + bearable)
      const others = [1, 2, 3].filter((number) => number !== part)
      expect(others.map((number) => lab.count('UploadPart', number))).toEqual([1, 1])
    },
  )
})

describe('what lasts', () => {
  it.each(cells)(
    'Req 4b, Req 14b: %s: is named, and resume() makes the object exact',
    async (_cell, { place, happen, outcome }) => {
      const scene = await createScene()
      const { lab } = scene
      happen(scene, place, Infinity)
      const watched = start(scene)
      await endOf(scene, watched.upload, outcome(place))
      // A beginning whose answer was lost left an upload without parts; nothing else is removed.
      if (place !== 'Create') expect(lab.count('AbortMultipartUpload')).toBe(0)
      scene.calm()
      if (watched.upload.state === 'failed') watched.upload.resume()
      await expectDone(lab, watched)
    },
  )
})

describe('what is given up', () => {
  it.each(cells)(
    'Req 4b, Req 14a: %s: leaves nothing on the service',
    async (_cell, { place, happen, outcome }) => {
      const scene = await createScene()
      const { lab } = scene
      happen(scene, place, Infinity)
      const watched = start(scene)
      await endOf(scene, watched.upload, outcome(place))
      if (!scene.isOffline()) scene.calm()
      await giveUp(scene, watched.upload)
      expectRising(watched)
      expect(await unfinished(lab)).toEqual([])
      // What was completed before anybody could know is there, and whole.
      if (place === 'Complete' && objects(lab) > 0) await expectExact(lab, file)
      else expect([objects(lab), watched.upload.state]).toEqual([0, 'aborted'])
    },
  )
})

describe('the matrix', () => {
  it.for(['what passes', 'what lasts', 'what is given up'])(
    'has no empty cell: %s',
    (group, { task }) => {
      expect(missingCells(faults, group, task.file.tasks)).toEqual([])
      expect(missingCells(['rain'], group, task.file.tasks)).toHaveLength(5)
    },
  )
})

/** Waits until an upload has come to what it is to come to. */
async function endOf(scene: Scene, upload: Upload, outcome: string): Promise<void> {
  const { lab } = scene
  const done = upload.done()
  if (outcome === 'done') await lab.settle(done, upload)
  else if (outcome === 'waits') {
    done.catch(() => undefined)
    await lab.until(scene.isOffline, upload)
    await vi.advanceTimersByTimeAsync(hour)
    expect(upload.state).toMatch(/running|completing/)
  } else {
    const error = await failure(lab.settle(done, upload))
    expect([error.code, upload.state]).toEqual([outcome, 'failed'])
    expect(error).toMatchObject({ bucket: Bucket, key: 'film' })
  }
}

/** Aborts it, twice if nobody could be told the first time. */
async function giveUp(scene: Scene, upload: Upload): Promise<void> {
  const { lab } = scene
  const { uploadId } = upload
  const aborted = failureOrNothing(upload.abort())
  if (scene.isOffline()) await vi.advanceTimersByTimeAsync(hour)
  scene.calm()
  const error = await lab.settle(aborted, upload)
  if (error && uploadId) expect(error.message).toContain(uploadId)
  await lab.settle(upload.abort(), upload)
}

function failureOrNothing(promise: Promise<unknown>): Promise<Error | undefined> {
  return promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  )
}
