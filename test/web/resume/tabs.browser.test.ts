import { describe, expect, it, onTestFinished } from 'vitest'
import { holdLock } from '../../../packages/web/src/resume/lock.ts'
import { failure } from '../../support/failure.ts'
import { createStage } from '../../support/stage/stage.ts'
import { fileOf, mebibyte } from '../../support/upload.ts'
import { openFrame } from './frame.ts'
import { uploadOf } from './uploading.ts'

const film = { bucket: 'films', key: 'film.mp4' }
const lockModule = new URL('../../../packages/web/src/resume/lock.ts', import.meta.url)
const uploadModule = new URL('uploading.ts', import.meta.url)
type LockModule = typeof import('../../../packages/web/src/resume/lock.ts')
type UploadModule = typeof import('./uploading.ts')

describe('a lock', () => {
  it('F26: that another tab holds is refused, until that lets it go', async () => {
    const other = await openFrame().load<LockModule>(lockModule)
    const release = await other.holdLock('a', film)
    expect((await failure(holdLock('a', film))).code).toBe('UploadBusy')
    release()
    await navigator.locks.request('oos a', () => undefined)
    const releaseOwn = await holdLock('a', film)
    expect((await failure(other.holdLock('a', film))).code).toBe('UploadBusy')
    releaseOwn()
  })

  it('F5, F26: is free again when the tab that held it is closed', async () => {
    const frame = openFrame()
    const other = await frame.load<LockModule>(lockModule)
    await other.holdLock('b', film)
    frame.close()
    await navigator.locks.request('oos b', () => undefined)
    const release = await holdLock('b', film)
    release()
  })

  it('is of a name: others can be held meanwhile', async () => {
    const other = await openFrame().load<LockModule>(lockModule)
    const releases = [await other.holdLock('c', film), await holdLock('d', film)]
    for (const release of releases) release()
  })
})

describe('a tab that is closed', () => {
  it(
    'F5, Req 2a: leaves what another goes on with, and no part is sent twice',
    { timeout: 60_000 },
    async () => {
      const stage = await createStage()
      await stage.createBucket('films')
      const database = 'oos-closed-test'
      onTestFinished(() => void indexedDB.deleteDatabase(database))
      const file = fileOf(17 * mebibyte)
      const frame = openFrame()
      const { uploadOf: uploadThere } = await frame.load<UploadModule>(uploadModule)
      const left = uploadThere(stage.url, file, database)
      const arrived = new Promise<void>((resolve) => {
        left.addEventListener('checkpoint', () => {
          // The third tells of the second part.
          if (left.progress.parts.done === 2) {
            frame.close()
            resolve()
          }
        })
      })
      left.done().catch(() => undefined)
      await arrived

      await uploadOf(stage.url, file, database).done()
      const parts = (await stage.requests()).flatMap(({ operation, status, rawTarget }) =>
        operation === 'UploadPart' && status === 200
          ? (/partNumber=(\d)/.exec(rawTarget)?.[1] ?? [])
          : [],
      )
      expect(parts.slice(0, 2)).toEqual(['1', '2'])
      expect(new Set(parts)).toEqual(new Set(['1', '2', '3', '4']))
      expect(parts.filter((part) => part === '1' || part === '2')).toHaveLength(2)
    },
  )
})

describe('two tabs', () => {
  it('F26: never upload the same thing', { timeout: 60_000 }, async () => {
    const stage = await createStage()
    await stage.createBucket('films')
    const database = 'oos-tabs-test'
    onTestFinished(() => void indexedDB.deleteDatabase(database))
    const file = fileOf(12 * mebibyte)
    await stage.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied')
    const mine = uploadOf(stage.url, file, database)
    const { uploadOf: uploadThere } = await openFrame().load<UploadModule>(uploadModule)

    // While one is begun, and be it paused, the other is refused and sends nothing.
    const begun = new Promise<void>((resolve) => {
      mine.addEventListener(
        'checkpoint',
        () => {
          mine.pause()
          resolve()
        },
        { once: true },
      )
    })
    const stopped = failure(mine.done())
    await begun
    const refused = await failure(uploadThere(stage.url, file, database).done())
    expect(refused.code).toBe('UploadBusy')
    mine.resume()
    expect((await stopped).code).toBe('AccessDenied')

    // When it has failed the other goes on with its parts.
    await stage.clearFaults()
    await uploadThere(stage.url, file, database).done()
    const sent = (await stage.requests()).map(({ operation, status }) => `${operation} ${status}`)
    const count = (request: string) => sent.filter((one) => one === request).length
    expect(count('CreateMultipartUpload 200')).toBe(1)
    expect(count('UploadPart 200')).toBe(3)
    expect(count('CompleteMultipartUpload 200')).toBe(1)
  })
})
