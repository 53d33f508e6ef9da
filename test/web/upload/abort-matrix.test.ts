import { createHash } from 'node:crypto'
import { ListMultipartUploadsCommand } from '@oos-js/commands'
import type { Hasher, Upload } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { Bucket, progressOf, type Lab } from '../../support/uploads/lab.ts'
import { missingCells, places, requestAt, type Place } from '../../support/uploads/matrix/cells.ts'
import { createScene, type Scene } from '../../support/uploads/matrix/scene.ts'

/** Of three parts, the last of them small. */
const file = fileOf(10 * mebibyte + 1000)
const hour = 3_600_000
const reason = new Error('enough')

/** Brings an upload into a state at a place, and gives how to tell that it is there. */
type Reach = (scene: Scene, place: Place, upload: Upload) => () => boolean

const under: Reach = ({ lab }, place) => {
  const { operation, part } = requestAt[place]
  lab.trouble(requestAt[place], part ? 'stall halfway' : 'stall before')
  return () => lab.count(operation, part) === 1
}

/** What an upload can be doing about a request. */
const states: Readonly<Record<string, Reach>> = {
  'under way': under,
  'done, and not answered': ({ lab }, place) => {
    const { operation, part } = requestAt[place]
    lab.trouble(requestAt[place], 'stall after')
    return () => lab.count(operation, part) === 1
  },
  'to be sent again': ({ lab }, place) => {
    const { operation, part } = requestAt[place]
    let isAnswered = false
    lab.change((asked, response) => {
      isAnswered ||= asked.operation === operation && asked.part === part
      return response
    })
    lab.emulator.faults.on(requestAt[place] as never).fail('SlowDown', { retryAfter: 90 })
    return () => isAnswered
  },
  'held up by the network': (scene, place) => {
    scene.onAttempt(place, 1, scene.goOffline)
    return scene.isOffline
  },
  paused: (scene, place, upload) => {
    const isThere = under(scene, place, upload)
    return () => {
      if (isThere()) upload.pause()
      return isThere()
    }
  },
  'failed for good': ({ lab }, place, upload) => {
    lab.emulator.faults.on(requestAt[place] as never).fail('AccessDenied')
    return () => upload.state === 'failed'
  },
}

const cells = Object.entries(states).flatMap(([state, reach]) =>
  places.map((place) => [`${state} at ${place}`, { place, reach }] as const),
)

describe('an abort', () => {
  it.each(cells)(
    'F38, Req 4b, Req 14a: %s: cuts what is under way, and leaves nothing on the service',
    async (_cell, { place, reach }) => {
      const scene = await createScene()
      const { lab } = scene
      const upload = lab.upload(file)
      const underWay = requestsOf(lab)
      const isThere = reach(scene, place, upload)
      const events = progressOf(upload)
      const done = upload.done()
      done.catch(() => undefined)
      await lab.until(isThere, upload)
      await giveUp(scene, upload)
      expect(underWay()).toBe(0)
      await expectGone(scene, upload, place)
      const loaded = events.map((event) => event.loaded)
      expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
      // Nothing wakes up later.
      const asked = lab.asked.length
      await vi.advanceTimersByTimeAsync(hour)
      expect(lab.asked.length).toBe(asked)
    },
  )

  it.each([1, 2, 3])(
    'F38, Req 14a: while part %i is hashed: sends nothing of it, and leaves nothing on the service',
    async (part) => {
      const scene = await createScene()
      const { lab } = scene
      let hashed = 0
      const md5: Hasher = async (content, signal) => {
        if (++hashed < part) return md5Of(await content.arrayBuffer())
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error))
        })
      }
      const upload = lab.upload(file, { md5, concurrency: 1 })
      const done = upload.done()
      done.catch(() => undefined)
      await lab.until(() => hashed === part, upload)
      await giveUp(scene, upload)
      expect(lab.count('UploadPart', part)).toBe(0)
      await expectGone(scene, upload, 'first part')
    },
  )

  it('has no empty cell', ({ task }) => {
    expect(missingCells(Object.keys(states), 'an abort', task.file.tasks)).toEqual([])
  })
})

/** Aborts it; again, if nobody could be told the first time. */
async function giveUp(scene: Scene, upload: Upload): Promise<void> {
  const { lab } = scene
  const { uploadId } = upload
  const aborted = upload.abort(reason).then(
    () => undefined,
    (error: unknown) => error as Error,
  )
  if (scene.isOffline()) await vi.advanceTimersByTimeAsync(hour)
  scene.calm()
  const error = await lab.settle(aborted, upload)
  if (error) expect(error.message).toContain(uploadId)
  await lab.settle(upload.abort(), upload)
}

/** Expects that it is gone without a trace, or complete where it was too late. */
async function expectGone({ lab }: Scene, upload: Upload, place: Place): Promise<void> {
  const { Uploads } = await lab.admin.send(new ListMultipartUploadsCommand({ Bucket }))
  expect(Uploads).toEqual([])
  if (upload.state === 'done') {
    expect(place).toBe('Complete')
    await expectExact(lab, file)
  } else {
    expect(upload.state).toBe('aborted')
    expect(lab.emulator.buckets.get(Bucket)?.objects.size).toBe(0)
    await expect(upload.done()).rejects.toBeInstanceOf(Error)
  }
}

function md5Of(content: ArrayBuffer): string {
  return createHash('md5').update(new Uint8Array(content)).digest('base64')
}

/** Counts the requests that are under way. */
function requestsOf(lab: Lab): () => number {
  let count = 0
  lab.watch((_asked, change) => {
    count += change
  })
  return () => count
}
