import { describe, expect, it } from 'vitest'
import { deferred } from '../../support/deferred.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { createLab, progressOf, type Lab } from '../../support/uploads/lab.ts'

const file = fileOf(16 * mebibyte)
const small = fileOf(1000)

describe('pause()', () => {
  it('cuts what is under way, sends nothing more, and leaves done() pending', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file, { concurrency: 2 })
    lab.trouble({ operation: 'UploadPart', part: 2 }, 'stall before')
    const done = upload.done()
    await lab.until(() => lab.count('UploadPart', 3) === 1, upload)
    upload.pause()
    expect(upload.state).toBe('paused')
    const before = lab.asked.length
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(lab.asked.length).toBe(before)
    upload.resume()
    expect(upload.state).toBe('running')
    await lab.settle(done, upload)
    expect([lab.count('UploadPart', 1), lab.count('UploadPart', 2)]).toEqual([1, 2])
    await expectExact(lab, file)
  })

  it('sends nothing twice when what is under way may end', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file, { concurrency: 2 })
    const isPaused = deferred()
    // Else a third part may be under way before both of these are.
    lab.before(({ part }) => (part === undefined ? undefined : isPaused.promise))
    pauseAt(lab, 'UploadPart', 2, () => {
      upload.pause({ drain: true })
      isPaused.resolve()
    })
    const done = upload.done()
    await lab.until(() => upload.progress.parts.done === 2, upload)
    expect([upload.state, lab.count('UploadPart')]).toEqual(['paused', 2])
    upload.resume()
    await lab.settle(done, upload)
    expect(lab.count('UploadPart')).toBe(4)
    await expectExact(lab, file)
  })

  it('cuts a file that is sent at once, and sends it again later', async () => {
    const lab = await createLab({ xhr: true })
    lab.trouble({ operation: 'PutObject' }, 'stall before')
    const upload = lab.upload(small)
    const done = upload.done()
    await lab.until(() => lab.count('PutObject') === 1, upload)
    upload.pause()
    upload.resume()
    await lab.settle(done, upload)
    expect(lab.count('PutObject')).toBe(2)
    await expectExact(lab, small)
  })

  it('keeps an upload from being put together', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file, { concurrency: 4 })
    pauseAt(lab, 'UploadPart', 4, () => upload.pause({ drain: true }))
    const done = upload.done()
    await lab.until(() => upload.progress.parts.done === 4, upload)
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(lab.count('CompleteMultipartUpload')).toBe(0)
    upload.resume()
    await lab.settle(done, upload)
    await expectExact(lab, file)
  })

  it('keeps an upload from being begun, but not its id from being known', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    pauseAt(lab, 'CreateMultipartUpload', 1, () => upload.pause())
    const done = upload.done()
    await lab.until(() => upload.uploadId !== undefined, upload)
    expect(lab.count('UploadPart')).toBe(0)
    upload.resume()
    await lab.settle(done, upload)
    expect(lab.count('CreateMultipartUpload')).toBe(1)
  })

  it('can be done many times, and progress never goes back', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file, { concurrency: 2 })
    const events = progressOf(upload)
    const done = upload.done()
    for (let time = 1; time <= 6; time++) {
      await lab.until(() => upload.state === 'done' || events.length > time * 8, upload)
      upload.pause()
      upload.resume()
    }
    await lab.settle(done, upload)
    const loaded = events.map((event) => event.loaded)
    expect(loaded).toEqual([...loaded].sort((one, other) => one - other))
    await expectExact(lab, file)
  })

  it.each(['idle', 'done', 'failed', 'aborted'])('changes nothing when it is %s', async (state) => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    const upload = lab.upload(small)
    if (state === 'failed') lab.trouble({}, 'cut before')
    if (state === 'aborted') await upload.abort().catch(() => undefined)
    else if (state !== 'idle') {
      await lab.settle(
        upload.done().catch(() => undefined),
        upload,
      )
    }
    upload.pause()
    expect(upload.state).toBe(state)
  })
})

describe('resume()', () => {
  it('goes on after a failure with the parts that are there, and done() has a new promise', async () => {
    const lab = await createLab({ xhr: true })
    lab.emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('AccessDenied')
    const upload = lab.upload(file, { concurrency: 1 })
    const first = upload.done()
    await expect(lab.settle(first, upload)).rejects.toMatchObject({ code: 'AccessDenied' })
    expect([upload.state, upload.done() === first]).toEqual(['failed', true])
    upload.resume()
    expect([upload.state, upload.done() === first]).toEqual(['running', false])
    await lab.settle(upload.done(), upload)
    expect([1, 2, 3, 4].map((part) => lab.count('UploadPart', part))).toEqual([1, 1, 2, 1])
    expect(lab.count('CreateMultipartUpload')).toBe(1)
    await expectExact(lab, file)
  })

  it('may fail without anybody waiting for it', async () => {
    const lab = await createLab({ client: { maxAttempts: 1 } })
    lab.trouble({}, 'cut before', 2)
    const upload = lab.upload(small)
    await expect(lab.settle(upload.done(), upload)).rejects.toThrow()
    upload.resume()
    await lab.until(() => upload.state === 'failed', upload)
    upload.resume()
    await lab.until(() => upload.state === 'done', upload)
    await expectExact(lab, small)
  })
})

describe('events', () => {
  it('tell each change of the state', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    const changes: string[] = []
    upload.addEventListener('statechange', ({ detail: { previous, state } }) =>
      changes.push(`${previous} > ${state}`),
    )
    const done = upload.done()
    upload.pause()
    upload.resume()
    await lab.settle(done, upload)
    expect(changes).toEqual([
      'idle > running',
      'running > paused',
      'paused > running',
      'running > completing',
      'completing > done',
    ])
  })

  it('Req 22: come with a snapshot that stays the same until the next one', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file)
    const { subscribe, getSnapshot } = upload
    const snapshots = [getSnapshot()]
    subscribe(() => {
      expect(getSnapshot()).toBe(getSnapshot())
      snapshots.push(getSnapshot())
    })
    await lab.settle(upload.done(), upload)
    expect(new Set(snapshots).size).toBe(snapshots.length)
    expect(snapshots.at(-1)).toMatchObject({
      state: 'done',
      progress: { fraction: 1, phase: 'done' },
      uploadId: expect.stringMatching(/^\d+$/),
      error: undefined,
    })
  })

  it('Req 22: work through a Proxy, and its functions without their object', async () => {
    const lab = await createLab({ xhr: true })
    const upload = new Proxy(lab.upload(file), {})
    const { done, pause, resume, addEventListener } = upload
    const states: string[] = []
    addEventListener('statechange', ({ detail }) => states.push(detail.state))
    const promise = done()
    pause()
    resume()
    await lab.settle(promise, upload)
    expect(states).toEqual(['running', 'paused', 'running', 'completing', 'done'])
    expect([upload.state, upload.progress.fraction]).toEqual(['done', 1])
  })
})

/** Pauses just when the service is asked for something that many times: a test that looks later may look too late. */
function pauseAt(lab: Lab, operation: string, times: number, pause: () => void): void {
  lab.before((asked) => {
    if (asked.operation === operation && lab.count(operation) === times) pause()
  })
}
