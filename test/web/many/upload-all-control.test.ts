import type { Uploads, UploadsProgress } from '@oos-js/web'
import { describe, expect, it } from 'vitest'
import { deferred } from '../../support/deferred.ts'
import { stored } from '../../support/stored.ts'
import { mebibyte } from '../../support/upload.ts'
import { Bucket } from '../../support/uploads/lab.ts'
import { createManyLab, fileAt, largeFileAt } from '../../support/uploads/many-lab.ts'

const reason = new Error('enough')

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

function progressOf(uploads: Uploads): UploadsProgress[] {
  const events: UploadsProgress[] = []
  uploads.addEventListener('progress', ({ detail }) => events.push(detail))
  return events
}

/** What a promise rejects with. */
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'nothing',
    (error: unknown) => error,
  )

describe('the progress of many files', () => {
  it('counts the bytes and the files of all, and never goes back', async () => {
    const lab = await createManyLab({ xhr: true })
    lab.trouble({ operation: 'UploadPart', part: 2 }, 'cut halfway')
    const uploads = lab.uploadAll([largeFileAt('film'), fileAt('a', 500), fileAt('b', 0)])
    const events = progressOf(uploads)
    expect(uploads.progress).toMatchObject({
      total: 12 * mebibyte + 500,
      loaded: 0,
      fraction: 0,
      files: { done: 0, failed: 0, total: 3 },
    })
    await lab.end(uploads)
    for (const name of ['loaded', 'confirmed', 'fraction'] as const) {
      const values = events.map((event) => event[name] ?? NaN)
      expect(values).toEqual([...values].sort((one, other) => one - other))
    }
    const between = events.filter(({ loaded, confirmed }) => loaded > confirmed)
    expect(between.length).toBeGreaterThan(3)
    expect(events.filter(({ fraction }) => fraction === 1)).toEqual([events.at(-1)])
    expect(events.at(-1)).toEqual({
      total: 12 * mebibyte + 500,
      loaded: 12 * mebibyte + 500,
      confirmed: 12 * mebibyte + 500,
      fraction: 1,
      bytesPerSecond: undefined,
      secondsLeft: undefined,
      files: { done: 3, failed: 0, total: 3 },
      phase: 'done',
    })
  })

  it('tells the speed, and the time that is left', async () => {
    const lab = await createManyLab({ xhr: true })
    lab.trouble({ operation: 'UploadPart', part: 3 }, 'slow halfway')
    const uploads = lab.uploadAll([fileAt('a', mebibyte), largeFileAt('film')])
    const events = progressOf(uploads)
    await lab.end(uploads)
    const timed = events.filter(({ secondsLeft }) => secondsLeft !== undefined)
    expect(timed.length).toBeGreaterThan(0)
    expect(timed.every(({ bytesPerSecond = 0 }) => bytesPerSecond > 0)).toBe(true)
  })

  it('says that all wait when the service has asked for that', async () => {
    const lab = await createManyLab()
    lab.emulator.faults.on({ operation: 'PutObject' }).fail('SlowDown', { retryAfter: 5 }).times(2)
    const uploads = lab.uploadAll([fileAt('a'), fileAt('b')])
    const phases = new Set<string>()
    uploads.subscribe(() => phases.add(uploads.getSnapshot().progress.phase))
    await lab.end(uploads)
    expect([...phases]).toEqual(expect.arrayContaining(['uploading', 'waiting', 'done']))
  })

  it('is told no more often than asked for, however many files end', async () => {
    const lab = await createManyLab()
    const files = Array.from({ length: 100 }, (_, index) => fileAt(`${index}`))
    const uploads = lab.uploadAll(files, { progressInterval: 60_000 })
    const events = progressOf(uploads)
    await lab.end(uploads)
    expect(events.length).toBeLessThanOrEqual(2)
    expect(events.at(-1)?.files.done).toBe(100)
  })

  it('shows the files that are under way, and what came of each', async () => {
    const lab = await createManyLab()
    const files = ['a', 'b', 'c', 'd'].map((path) => fileAt(path))
    lab.emulator.faults.on({ key: 'c' }).fail('AccessDenied')
    const uploads = lab.uploadAll(files, { concurrency: 2 })
    const ended: string[] = []
    const seen = new Set<string>()
    uploads.addEventListener('file', ({ detail }) => ended.push(`${detail.Key} ${detail.state}`))
    uploads.subscribe(() => {
      const { underWay } = uploads.getSnapshot()
      expect(underWay.length).toBeLessThanOrEqual(2)
      for (const { Key, progress } of underWay) if (progress.total === 10) seen.add(Key)
    })
    await lab.end(uploads)
    expect(ended.sort()).toEqual(['a done', 'b done', 'c failed', 'd done'])
    expect([...seen].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(uploads.getSnapshot().underWay).toEqual([])
  })

  it('is in a snapshot that stays the same until something changes', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([fileAt('a')])
    const before = uploads.getSnapshot()
    expect(uploads.getSnapshot()).toBe(before)
    await lab.end(uploads)
    expect(uploads.getSnapshot()).not.toBe(before)
    expect(uploads.getSnapshot()).toBe(uploads.getSnapshot())
    expect(uploads.getSnapshot()).toMatchObject({ state: 'done', failed: [], error: undefined })
  })

  it('Req 22: is told where a framework has wrapped the uploads', async () => {
    const lab = await createManyLab()
    const wrapped = new Proxy(lab.uploadAll([fileAt('a'), fileAt('b')]), {})
    let changes = 0
    const { subscribe, getSnapshot, pause, resume } = wrapped
    subscribe(() => changes++)
    const done = wrapped.done()
    pause()
    expect(wrapped.state).toBe('paused')
    resume()
    await lab.settle(done, wrapped)
    expect([changes > 0, getSnapshot().progress, wrapped.state]).toEqual([
      true,
      wrapped.progress,
      'done',
    ])
  })
})

describe('pause() of many files', () => {
  it('cuts what is under way and begins nothing, until resume()', async () => {
    const lab = await createManyLab({ xhr: true })
    const uploads = lab.uploadAll([largeFileAt('film'), fileAt('b'), fileAt('c')], {
      concurrency: 1,
    })
    const states: string[] = []
    uploads.addEventListener('statechange', ({ detail }) => states.push(detail.state))
    const done = uploads.done()
    await lab.until(() => lab.count('UploadPart') === 2, uploads)
    uploads.pause()
    const before = lab.asked.length
    await turns()
    expect([uploads.state, lab.asked.length]).toEqual(['paused', before])
    uploads.resume()
    await lab.settle(done, uploads)
    expect(states).toEqual(['running', 'paused', 'running', 'done'])
    expect(lab.keys()).toEqual(['b', 'c', 'film'])
    expect(stored(lab.emulator, Bucket, 'film').content.size).toBe(12 * mebibyte)
  })

  it('lets what is under way end where that is asked for, and begins no other file', async () => {
    const lab = await createManyLab()
    const gate = deferred()
    lab.before(() => gate.promise)
    const files = ['a', 'b', 'c', 'd'].map((path) => fileAt(path))
    const uploads = lab.uploadAll(files, { concurrency: 2 })
    const done = uploads.done()
    await lab.until(() => lab.count('PutObject') === 2, uploads)
    uploads.pause({ drain: true })
    gate.resolve()
    await lab.until(() => uploads.progress.files.done === 2, uploads)
    await turns()
    expect([uploads.state, lab.count('PutObject')]).toEqual(['paused', 2])
    uploads.resume()
    await lab.settle(done, uploads)
    expect(lab.count('PutObject')).toBe(4)
  })

  it('changes nothing before the start and after the end', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([fileAt('a')])
    uploads.pause()
    uploads.resume()
    expect(uploads.state).toBe('idle')
    await lab.end(uploads)
    uploads.pause()
    uploads.resume()
    expect(uploads.state).toBe('done')
  })
})

describe('abort() of many files', () => {
  it('Req 14a: ends all requests, removes the parts of unfinished files, and keeps what is done', async () => {
    const lab = await createManyLab({ xhr: true })
    let underWay = 0
    lab.watch((_, change) => (underWay += change))
    const files = [fileAt('a'), largeFileAt('one'), largeFileAt('two'), fileAt('z')]
    const uploads = lab.uploadAll(files, { concurrency: 2 })
    const done = rejection(uploads.done())
    await lab.until(() => lab.count('UploadPart') >= 3, uploads)
    const aborted = uploads.abort(reason)
    expect(await done).toBe(reason)
    await lab.settle(aborted, uploads)
    expect([uploads.state, uploads.getSnapshot().error, underWay]).toEqual(['aborted', reason, 0])
    expect([lab.keys(), lab.emulator.uploads.size]).toEqual([['a'], 0])
    const before = lab.asked.length
    await turns()
    expect(lab.asked.length).toBe(before)
  })

  it('removes the parts of a file that has failed', async () => {
    const lab = await createManyLab({ client: { maxAttempts: 1 } })
    const uploads = lab.uploadAll([fileAt('a'), largeFileAt('film')])
    lab.trouble({ operation: 'UploadPart', part: 3 }, 'cut before')
    await lab.end(uploads)
    expect([uploads.state, lab.emulator.uploads.size]).toEqual(['failed', 1])
    await lab.settle(uploads.abort(), uploads)
    expect([uploads.state, lab.emulator.uploads.size]).toEqual(['aborted', 0])
  })

  it('Req 14b: names parts that could not be removed, and tries again when it is called again', async () => {
    const lab = await createManyLab({ xhr: true, client: { maxAttempts: 1 } })
    const uploads = lab.uploadAll([largeFileAt('film'), largeFileAt('other')])
    const done = rejection(uploads.done())
    await lab.until(() => lab.count('UploadPart') >= 2, uploads)
    lab.emulator.faults
      .on({ operation: 'AbortMultipartUpload', key: 'film' })
      .fail('AccessDenied')
      .times(3)
    const error = await lab.settle(rejection(uploads.abort(reason)), uploads)
    expect(error).toMatchObject({ code: 'AccessDenied', key: 'film' })
    expect(await done).toBe(reason)
    expect(lab.emulator.uploads.size).toBe(1)
    await lab.settle(uploads.abort(), uploads)
    expect(lab.emulator.uploads.size).toBe(0)
  })

  it('is what a signal does, before the start and later', async () => {
    const lab = await createManyLab({ xhr: true })
    const early = lab.uploadAll([fileAt('a')], { signal: AbortSignal.abort(reason) })
    expect(await rejection(early.done())).toBe(reason)
    const controller = new AbortController()
    const uploads = lab.uploadAll([largeFileAt('film')], { signal: controller.signal })
    const done = rejection(uploads.done())
    await lab.until(() => lab.count('UploadPart') >= 1, uploads)
    controller.abort(reason)
    expect(await done).toBe(reason)
    await lab.until(() => lab.emulator.uploads.size === 0, uploads)
    expect([early.state, uploads.state, lab.keys()]).toEqual(['aborted', 'aborted', []])
  })

  it('keeps uploads that were never started from being started', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([fileAt('a')])
    await uploads.abort()
    expect(await rejection(uploads.done())).toMatchObject({ name: 'AbortError' })
    expect(lab.asked).toEqual([])
  })

  it('changes nothing when all is done', async () => {
    const lab = await createManyLab()
    const uploads = lab.uploadAll([fileAt('a')])
    await lab.end(uploads)
    await uploads.abort()
    expect([uploads.state, lab.keys()]).toEqual(['done', ['a']])
  })
})
