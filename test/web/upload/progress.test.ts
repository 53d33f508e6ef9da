import { describe, expect, it, vi } from 'vitest'
import { memoryStore } from '@oos-js/web'
import { failure } from '../../support/failure.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { createLab, progressOf, type Lab } from '../../support/uploads/lab.ts'

/** How many requests have bytes that leave. */
let moving = 0

/** Has the bytes of a request leave at so many a second, told of twenty times a second, as browsers do. */
function slowXhr(bytesPerSecond: number): void {
  moving = 0
  const Real = (globalThis as never as { XMLHttpRequest: new () => FakeXhr }).XMLHttpRequest
  vi.stubGlobal(
    'XMLHttpRequest',
    class extends Real {
      override send(body?: Blob): void {
        const total = body?.size ?? 0
        const { onprogress } = this.upload
        // What the fake one tells by itself is too fast.
        this.upload.onprogress = undefined
        let loaded = 0
        moving++
        const timer = setInterval(() => {
          loaded = Math.min(total, loaded + bytesPerSecond / 20)
          onprogress?.({ loaded, total })
          if (loaded < total) return
          clearInterval(timer)
          moving--
          super.send(body)
        }, 50)
      }
    },
  )
}

interface FakeXhr {
  readonly upload: { onprogress?: ((event: { loaded: number; total: number }) => void) | undefined }
  send(body?: Blob): void
}

/** Waits for an upload. Time passes while bytes leave, and hardly else. */
async function settle(upload: ReturnType<Lab['upload']>): Promise<void> {
  let isSettled = false
  const done = upload.done().finally(() => (isSettled = true))
  while (!isSettled) {
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(moving ? 10 : 1)
  }
  await done
}

describe('progress', () => {
  it('Req 4a: moves while one request is under way, ten times a second at most', async () => {
    const lab = await createLab({ xhr: true })
    slowXhr(mebibyte)
    const upload = lab.upload(fileOf(4 * mebibyte), { progressInterval: 100 })
    const told: { readonly at: number; readonly loaded: number }[] = []
    upload.addEventListener('progress', ({ detail }) =>
      told.push({ at: performance.now(), loaded: detail.loaded }),
    )
    await settle(upload)
    const values = told.map(({ loaded }) => loaded).filter((loaded) => loaded > 0)
    expect(new Set(values).size).toBeGreaterThanOrEqual(8)
    // The last one is told when the service has confirmed, whenever that is.
    const pauses = told.slice(1, -1).map(({ at }, index) => at - (told[index]?.at ?? 0))
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(100)
    expect(lab.count('PutObject')).toBe(1)
  })

  it('Req 4a: is told ten times a second at most unless another interval is set', async () => {
    const lab = await createLab({ xhr: true })
    slowXhr(mebibyte)
    const upload = lab.upload(fileOf(4 * mebibyte), { progressInterval: 1000 })
    const events = progressOf(upload)
    await settle(upload)
    expect(events.length).toBeGreaterThanOrEqual(4)
    expect(events.length).toBeLessThanOrEqual(7)
  })

  it('Req 4c: tells bytes, confirmed bytes, parts, speed, time left and what is being done', async () => {
    const lab = await createLab({ xhr: true })
    slowXhr(mebibyte)
    const upload = lab.upload(fileOf(11 * mebibyte), { md5: true, concurrency: 1 })
    const events = progressOf(upload)
    upload.addEventListener('statechange', () => events.push(upload.progress))
    await settle(upload)
    const phases = events.map(({ phase }) => phase)
    expect([...new Set(phases)].sort()).toEqual(['completing', 'done', 'hashing', 'uploading'])
    const under = events.find(({ loaded, confirmed }) => loaded > confirmed && confirmed > 0)
    expect(under).toMatchObject({
      total: 11 * mebibyte,
      confirmed: 5 * mebibyte,
      parts: { done: 1, total: 3 },
      granularity: 'bytes',
    })
    expect(under?.fraction).toBeCloseTo((under?.loaded ?? 0) / (11 * mebibyte))
    const { bytesPerSecond = 0, secondsLeft = 0, loaded = 0 } = under ?? {}
    expect(bytesPerSecond / mebibyte).toBeGreaterThan(0.5)
    expect(bytesPerSecond / mebibyte).toBeLessThan(1.5)
    expect(secondsLeft).toBeCloseTo((11 * mebibyte - loaded) / bytesPerSecond, 0)
    expect(events.at(-1)).toMatchObject({
      phase: 'done',
      fraction: 1,
      parts: { done: 3, total: 3 },
    })
  })

  it('Req 4c: of an upload that goes on begins with what is there', async () => {
    const lab = await createLab({ xhr: true })
    const store = memoryStore()
    lab.emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied')
    const source = fileOf(11 * mebibyte)
    const first = lab.upload(source, { store, concurrency: 1 })
    await failure(lab.settle(first.done(), first))
    const second = lab.upload(source, { store, concurrency: 1 })
    const events = progressOf(second)
    await lab.settle(second.done(), second)
    const begun = events.find(({ loaded }) => loaded > 0)
    expect([begun?.loaded, begun?.confirmed, begun?.parts.done]).toEqual([
      5 * mebibyte,
      5 * mebibyte,
      1,
    ])
    // What was there before was not sent at any speed.
    expect(begun?.bytesPerSecond ?? 0).toBe(0)
  })

  it.each([
    [true, 'bytes'],
    [false, 'parts'],
  ])(
    'Req 4d: counts what it can see: with XMLHttpRequest %s it is %s',
    async (xhr, granularity) => {
      const lab = await createLab({ xhr })
      const upload = lab.upload(fileOf(11 * mebibyte), { concurrency: 1 })
      const events = progressOf(upload)
      await lab.settle(upload.done(), upload)
      expect(upload.progress.granularity).toBe(granularity)
      const loaded = new Set(events.map((event) => event.loaded / mebibyte))
      if (xhr) expect(loaded.size).toBeGreaterThan(4)
      else expect([...loaded]).toEqual([0, 5, 10, 11])
    },
  )
})
