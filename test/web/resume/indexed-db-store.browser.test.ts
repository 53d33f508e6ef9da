import { indexedDbStore } from '@oos-js/web'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { checkpointOf } from './checkpoints.ts'
import { behavesLikeAStore } from './store-contract.ts'

const name = 'oos-test'
const store = indexedDbStore({ name })
const checkpoint = checkpointOf()

beforeEach(() => remove(name))
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** Deletes a database; rejects if somebody holds it open. */
function remove(database: string): Promise<void> {
  return settled(indexedDB.deleteDatabase(database), 'blocked')
}

function settled(request: IDBOpenDBRequest, refusal: 'blocked' | 'error'): Promise<void> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve())
    request.addEventListener('error', () => reject(request.error as Error))
    request.addEventListener(refusal, () => reject(new Error(refusal)))
  })
}

/** A database of somebody else's under the name of the store's. */
async function openOther(version: number): Promise<void> {
  const request = indexedDB.open(name, version)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('others'))
  await settled(request, 'error')
  request.result.close()
}

describe('indexedDbStore', () => {
  behavesLikeAStore(() => store)

  it('finds what another page of the origin has kept', async () => {
    await store.put('a', checkpoint)
    expect(await indexedDbStore({ name }).get('a')).toEqual(checkpoint)
  })

  it('keeps databases of other names apart', async () => {
    const other = indexedDbStore({ name: 'oos-test-other' })
    onTestFinished(() => remove('oos-test-other'))
    await other.put('a', checkpoint)
    expect(await store.list()).toEqual([])
  })

  it('forgets what is older than it may be, when it keeps something new', async () => {
    const day = 86_400_000
    const agedStore = indexedDbStore({ name, maxAge: 30 * day })
    const aged = (days: number) =>
      checkpointOf({ createdAt: new Date(Date.now() - days * day).toISOString() })
    await agedStore.put('old', aged(31))
    await agedStore.put('older', aged(3100))
    await agedStore.put('young', aged(29))
    expect((await agedStore.list()).map(([id]) => id)).toEqual(['young'])
  })

  it('holds no database open: it can be deleted, and is made anew', async () => {
    await store.put('a', checkpoint)
    await remove(name)
    expect(await store.get('a')).toBeUndefined()
    await store.put('a', checkpoint)
    expect(await store.get('a')).toEqual(checkpoint)
  })
})

describe('F49: a store that cannot', () => {
  const all = (): Promise<PromiseSettledResult<unknown>[]> =>
    Promise.allSettled([
      store.get('a'),
      store.put('a', checkpoint),
      store.delete('a'),
      store.list(),
    ])
  const names = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
    results.map((result) => (result.status === 'rejected' ? (result.reason as Error).name : result))

  it('F49: rejects where there is no database', async () => {
    vi.stubGlobal('indexedDB', undefined)
    expect(names(await all())).toEqual(Array(4).fill('TypeError'))
  })

  it('F49: rejects where databases are forbidden', async () => {
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    expect(names(await all())).toEqual(Array(4).fill('SecurityError'))
  })

  it('F49: rejects where the database is a newer one', async () => {
    await openOther(2)
    expect(names(await all())).toEqual(Array(4).fill('VersionError'))
  })

  it('F49: rejects where the database is that of somebody else', async () => {
    await openOther(1)
    expect(names(await all())).toEqual(Array(4).fill('NotFoundError'))
  })

  it('F49: rejects what the database gives up, as when the disk is full', async () => {
    const { put } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      const request = put.apply(this, given)
      this.transaction.abort()
      return request
    })
    await expect(store.put('a', checkpoint)).rejects.toMatchObject({ name: 'AbortError' })
    expect(await store.get('a')).toBeUndefined()
  })
})
