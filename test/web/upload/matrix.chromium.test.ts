import { HeadObjectCommand, ListMultipartUploadsCommand, ListPartsCommand } from '@oos-js/commands'
import { isOosError, md5Base64 } from '@oos-js/core'
import { Upload, type UploadProgress } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { createStage, type Stage } from '../../support/stage/stage.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { missingCells } from '../../support/uploads/matrix/cells.ts'
import {
  pageCells,
  pageFaults,
  type PageCell,
  type PageScene,
  type PageWay,
} from '../../support/uploads/matrix/page-ways.ts'

/** Of three parts, the last of them small. */
const file = fileOf(10 * mebibyte + 1000)
const partSize = 5 * mebibyte
const object = { Bucket: 'photos', Key: 'film' }
/** More often than any upload tries: what is sent to Node cannot be infinite. */
const always = 1000

async function createScene({ client }: PageWay, maxAttempts: number): Promise<PageScene> {
  const stage = await createStage()
  await stage.createBucket(object.Bucket)
  return { stage, client: stage.client({ ...client, maxAttempts }), Bucket: object.Bucket }
}

function start({ client }: PageScene) {
  const upload = new Upload(client, { ...object, source: file, md5: false, progressInterval: 0 })
  const events: UploadProgress[] = []
  upload.addEventListener('progress', ({ detail }) => events.push(detail))
  return { upload, events }
}

/** The ETag of the file in parts: the emulator has another library for it. */
const etag = (async () => {
  const sums: string[] = []
  for (let start = 0; start < file.size; start += partSize) {
    sums.push(atob(await md5Base64(file.slice(start, start + partSize))))
  }
  const bytes = Uint8Array.from(sums.join(''), (byte) => byte.charCodeAt(0))
  const sum = Array.from(atob(await md5Base64(bytes)), (byte) =>
    byte.charCodeAt(0).toString(16).padStart(2, '0'),
  )
  return `"${sum.join('')}-${sums.length}"`
})()

/** Expects that the object is there byte for byte, no other part is, and progress never went back. */
async function expectExact({ stage }: PageScene, events: readonly UploadProgress[]): Promise<void> {
  const { ETag, ContentLength } = await stage.client().send(new HeadObjectCommand(object))
  expect([ContentLength, ETag]).toEqual([file.size, await etag])
  for (const UploadId of await unfinished(stage)) {
    const { Parts } = await stage.client().send(new ListPartsCommand({ ...object, UploadId }))
    expect(Parts).toEqual([])
  }
  expectRising(events)
}

function expectRising(events: readonly UploadProgress[]): void {
  for (const name of ['loaded', 'confirmed'] as const) {
    const values = events.map((event) => event[name])
    expect(values).toEqual([...values].sort((one, other) => one - other))
  }
}

/** The uploads that nobody has completed. A browser that lost an answer to Create may have begun two. */
async function unfinished(stage: Stage): Promise<string[]> {
  const listing = new ListMultipartUploadsCommand({ Bucket: object.Bucket })
  return (await stage.client().send(listing)).Uploads.map(({ UploadId }) => UploadId)
}

async function calm(scene: PageScene, { pass }: PageWay): Promise<void> {
  await scene.stage.clearFaults()
  scene.client.use('scene', (call, next) => next(call), { step: 'attempt' })
  await pass?.(scene)
}

describe('what passes in a page', () => {
  it.each(pageCells)('F1, Req 5a: %s: the object is exact', async (_cell, way) => {
    const scene = await createScene(way, 3)
    await way.happen(scene, way.place, 1)
    const { upload, events } = start(scene)
    await upload.done()
    await calm(scene, way)
    await expectExact(scene, events)
  })
})

/** An upload that something has ended which does not pass, by itself. */
async function endedBy(way: PageCell, scene: PageScene) {
  await way.happen(scene, way.place, always)
  const { upload, events } = start(scene)
  const code = await upload.done().then(
    () => 'done',
    (error: unknown) => isOosError(error) && error.code,
  )
  expect(code).toBe(way.outcome(way.place))
  await calm(scene, way)
  return { upload, events }
}

describe('what lasts in a page', () => {
  it.each(pageCells)(
    'F1, Req 14b: %s: is named, and resume() makes the object exact',
    async (_cell, way) => {
      const scene = await createScene(way, 1)
      const { upload, events } = await endedBy(way, scene)
      if (upload.state === 'failed') upload.resume()
      await upload.done()
      await expectExact(scene, events)
    },
  )
})

describe('what is given up in a page', () => {
  it.each(pageCells)('F1, Req 14a: %s: leaves nothing on the service', async (_cell, way) => {
    const scene = await createScene(way, 1)
    const { upload, events } = await endedBy(way, scene)
    await upload.abort()
    expectRising(events)
    // What was completed before anybody could know is there, and whole.
    if (way.outcome(way.place) === 'done') await expectExact(scene, events)
    else expect([upload.state, await unfinished(scene.stage)]).toEqual(['aborted', []])
  })
})

describe('the matrix of a page', () => {
  it.for(['what passes in a page', 'what lasts in a page', 'what is given up in a page'])(
    'has no empty cell: %s',
    (group, { task }) => {
      expect(missingCells(pageFaults, group, task.file.tasks)).toEqual([])
    },
  )
})
