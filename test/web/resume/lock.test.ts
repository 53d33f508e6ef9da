import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { holdLock } from '../../../packages/web/src/resume/lock.ts'
import { failure } from '../../support/failure.ts'

const film = { bucket: 'films', key: 'film.mp4' }

afterEach(() => {
  vi.unstubAllGlobals()
})

const surroundings = {
  'without navigator': undefined,
  'without Web Locks, as on pages without https': {},
  'with Web Locks that may not be used, as in a frame kept apart': {
    locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  },
}

describe.each(Object.entries(surroundings))('a lock %s', (_where, navigator) => {
  beforeEach(() => {
    vi.stubGlobal('navigator', navigator)
  })

  it('F26: is held once in this process, and again when it was released', async () => {
    const release = await holdLock('a', film)
    const error = await failure(holdLock('a', film))
    expect(error).toMatchObject({ code: 'UploadBusy', operation: 'Upload', ...film, attempts: 0 })
    release()
    const releaseAgain = await holdLock('a', film)
    releaseAgain()
  })

  it('is of a name: others can be held meanwhile', async () => {
    const releases = [await holdLock('a', film), await holdLock('b', film)]
    for (const release of releases) release()
  })
})

describe('a lock with Web Locks', () => {
  it('F26: asks for the name, and does not wait', async () => {
    const request = vi.fn(
      async (_name: string, _options: object, grant: (lock: unknown) => unknown) => grant(null),
    )
    vi.stubGlobal('navigator', { locks: { request } })
    const error = await failure(holdLock('https://oos.test/films/film.mp4', film))
    expect(error.code).toBe('UploadBusy')
    expect(request.mock.calls.map(([name, options]) => [name, options])).toEqual([
      ['oos https://oos.test/films/film.mp4', { ifAvailable: true }],
    ])
  })
})
