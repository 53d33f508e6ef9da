import { describe, expect, it, vi } from 'vitest'
import { defaultAccount } from '@oos-js/emulator'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { expectExact } from '../../support/uploads/expect-exact.ts'
import { createLab, slowness } from '../../support/uploads/lab.ts'

const file = fileOf(11 * mebibyte)
const hour = 3_600_000

describe('a browser that is offline', () => {
  it('F2: waits, looks every 30 seconds, and goes on when it is told, without having used an attempt', async () => {
    const lab = await createLab({ xhr: true, client: { maxAttempts: 1 } })
    const upload = lab.upload(file, { concurrency: 1 })
    const phases = new Set<string>()
    upload.addEventListener('progress', ({ detail }) => phases.add(detail.phase))
    lab.trouble({ operation: 'UploadPart', part: 2 }, 'stall before')
    const done = upload.done()
    await lab.until(() => lab.count('UploadPart', 2) === 1, upload)
    lab.online(false)
    upload.pause()
    upload.resume()
    const before = performance.now()
    const isLong = () => performance.now() - before >= 600_000
    await lab.until(() => isLong() && upload.progress.phase === 'waiting', upload)
    expect(lab.count('UploadPart', 2)).toBe(21)
    lab.online(true)
    const back = performance.now()
    await lab.settle(done, upload)
    expect(performance.now() - back).toBeLessThan(2000)
    expect(phases).toContain('waiting')
    await expectExact(lab, file)
  })

  it('F2: is not believed when it is wrong', async () => {
    const lab = await createLab({ xhr: true })
    vi.stubGlobal('navigator', { onLine: false })
    const upload = lab.upload(fileOf(1000))
    await lab.settle(upload.done(), upload)
    expect(lab.count('PutObject')).toBe(1)
  })

  it('F2: is aborted at once', async () => {
    const lab = await createLab({ xhr: true })
    lab.online(false)
    const upload = lab.upload(fileOf(1000))
    const done = upload.done()
    await lab.until(() => upload.progress.phase === 'waiting', upload)
    await Promise.all([expect(done).rejects.toMatchObject({ name: 'AbortError' }), upload.abort()])
    expect(lab.asked).toEqual([])
  })
})

describe('a machine that sleeps', () => {
  it('F3: sends the part again that was under way, with new credentials and a new date', async () => {
    let asked = 0
    const lab = await createLab({
      xhr: true,
      client: {
        credentials: async () => {
          asked++
          return { ...defaultAccount, expiration: new Date(Date.now() + hour / 2) }
        },
      },
    })
    lab.trouble({ operation: 'UploadPart', part: 2 }, 'stall before')
    const upload = lab.upload(file, { concurrency: 1 })
    const done = upload.done()
    await lab.until(() => lab.count('UploadPart', 2) === 1, upload)
    // The clock has gone on; timers have not.
    vi.setSystemTime(Date.now() + hour)
    await lab.settle(done, upload)
    expect([1, 2, 3].map((part) => lab.count('UploadPart', part))).toEqual([1, 2, 1])
    expect(lab.emulator.requests.filter(({ status }) => status >= 400)).toEqual([])
    expect(asked).toBe(2)
    await expectExact(lab, file)
  })
})

describe('a tab in the background', () => {
  it('F4: needs no timer to go on', async () => {
    const lab = await createLab({ xhr: true })
    const upload = lab.upload(file, { progressInterval: 100, md5: true })
    const done = upload.done()
    while (upload.state !== 'done') await new Promise((resolve) => setImmediate(resolve))
    await done
    await expectExact(lab, file)
  })
})

describe('a service that is overloaded', () => {
  it('Req 5b: is left alone for as long as it asks, then has half as many parts at once, and more again', async () => {
    const lab = await createLab({ xhr: true })
    const piece = new Uint8Array(mebibyte)
    const source = new Blob(Array.from({ length: 65 }, () => piece))
    lab.emulator.faults
      .on({ operation: 'UploadPart', part: 2 })
      .fail('SlowDown', { retryAfter: 90 })
    // The others of the first parts end when the service has said so.
    for (const part of [1, 3, 4]) lab.trouble({ operation: 'UploadPart', part }, 'slow halfway')
    const upload = lab.upload(source)
    const phases = new Set<string>()
    upload.addEventListener('progress', ({ detail }) => phases.add(detail.phase))
    /** How many parts were under way when one began: before the service said so, and after. */
    const before: number[] = []
    const after: number[] = []
    let underWay = 0
    let told: number | undefined
    let next: number | undefined
    lab.watch(({ operation, part }, change) => {
      if (operation !== 'UploadPart') return
      underWay += change
      if (change > 0 && told !== undefined) next ??= performance.now() - told
      if (change > 0) (told === undefined ? before : after).push(underWay)
      else if (part === 2) told ??= performance.now()
    })
    await lab.settle(upload.done(), upload)
    expect(Math.max(...before)).toBe(4)
    expect(next).toBeGreaterThanOrEqual(90_000)
    expect(next).toBeLessThan(99_000)
    expect([Math.max(...after.slice(0, 3)), Math.max(...after)]).toEqual([2, 4])
    expect([lab.count('UploadPart', 2), lab.count('UploadPart')]).toEqual([2, 14])
    expect(phases).toContain('waiting')
    await expectExact(lab, source)
  })
})

describe('bytes that leave slowly', () => {
  it('are waited for as long as they move, however long it takes in all', async () => {
    const timeout = { firstByte: 1000, idle: slowness + 5000 }
    const lab = await createLab({ xhr: true, client: { timeout } })
    lab.trouble({ operation: 'UploadPart' }, 'slow halfway', 3)
    const upload = lab.upload(file, { concurrency: 1 })
    await lab.settle(upload.done(), upload)
    expect(lab.count('UploadPart')).toBe(3)
  })

  it('are given up when they stand still for longer than the limit', async () => {
    const timeout = { firstByte: 1000, idle: slowness - 5000 }
    const lab = await createLab({ xhr: true, client: { timeout, maxAttempts: 1 } })
    lab.trouble({ operation: 'UploadPart', part: 1 }, 'slow halfway')
    const upload = lab.upload(file, { concurrency: 1 })
    await expect(lab.settle(upload.done(), upload)).rejects.toMatchObject({
      code: 'Timeout',
      operation: 'UploadPart',
      message: expect.stringContaining('timeout.idle, 15000 ms'),
    })
  })
})
