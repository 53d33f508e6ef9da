import { describe, expect, it } from 'vitest'
import { pool } from '../../packages/core/src/pool.ts'
import { deferred, type Deferred } from '../support/deferred.ts'

const never = new AbortController().signal

/** Work that waits until the test says how it ends. */
function held() {
  const jobs: { item: number; signal: AbortSignal; end: Deferred<string> }[] = []
  let open = 0
  let widest = 0
  const work = async (item: number, signal: AbortSignal): Promise<string> => {
    const end = deferred<string>()
    jobs.push({ item, signal, end })
    widest = Math.max(widest, ++open)
    try {
      return await end.promise
    } finally {
      open--
    }
  }
  return { jobs, work, open: () => open, widest: () => widest }
}

/** Lets everything that needs no more than promises happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a pool', () => {
  it('gives the results in the order of the items, however they end', async () => {
    const { jobs, work } = held()
    const result = pool([1, 2, 3], 3, never, work)
    for (const { item, end } of [...jobs].reverse()) {
      end.resolve(`result ${item}`)
      await settle()
    }
    expect(await result).toEqual(['result 1', 'result 2', 'result 3'])
  })

  it('does nothing for no items', async () => {
    const { jobs, work } = held()
    expect(await pool([], 3, never, work)).toEqual([])
    expect(jobs).toEqual([])
  })

  it.each([
    ['fewer than the items', 2, 5, 2],
    ['one', 1, 3, 1],
    ['as many as the items', 3, 3, 3],
    ['more than the items', 9, 3, 3],
  ])('works on as many as its width says: %s', async (_, width, count, expected) => {
    const { jobs, work, widest } = held()
    const items = Array.from({ length: count }, (_item, index) => index)
    const result = pool(items, width, never, work)
    expect(jobs).toHaveLength(expected)
    for (let index = 0; index < count; index++) {
      jobs[index]!.end.resolve('')
      await settle()
    }
    await result
    expect([widest(), jobs.length]).toEqual([expected, count])
  })

  it('starts the next as soon as one has ended', async () => {
    const { jobs, work } = held()
    const result = pool([1, 2, 3], 2, never, work)
    jobs[1]!.end.resolve('')
    await settle()
    expect(jobs.map(({ item }) => item)).toEqual([1, 2, 3])
    for (const { end } of jobs) end.resolve('')
    await result
  })

  it('rejects with the first failure', async () => {
    const { jobs, work } = held()
    const result = pool([1, 2, 3], 2, never, work)
    const reason = new Error('first')
    jobs[1]!.end.reject(reason)
    await settle()
    jobs[0]!.end.reject(new Error('second'))
    await expect(result).rejects.toBe(reason)
  })

  it('starts nothing after a failure', async () => {
    const { jobs, work } = held()
    const result = pool([1, 2, 3], 2, never, work)
    jobs[0]!.end.reject(new Error('failed'))
    await settle()
    jobs[1]!.end.resolve('')
    await expect(result).rejects.toThrow('failed')
    expect(jobs).toHaveLength(2)
  })

  it('aborts what is under way after a failure, and waits for it', async () => {
    const { jobs, work, open } = held()
    const result = pool([1, 2], 2, never, work)
    let ended = false
    const watched = result.catch(() => {
      ended = true
    })
    const reason = new Error('failed')
    jobs[0]!.end.reject(reason)
    await settle()
    expect([jobs[1]!.signal.reason, ended, open()]).toEqual([reason, false, 1])
    jobs[1]!.end.resolve('')
    await watched
    expect(ended).toBe(true)
  })

  it('rejects with the reason of its signal, after what is under way has ended', async () => {
    const { jobs, work } = held()
    const controller = new AbortController()
    const result = pool([1, 2, 3], 2, controller.signal, work)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(jobs.map(({ signal }) => signal.reason as unknown)).toEqual([reason, reason])
    for (const { end } of jobs) end.resolve('')
    await expect(result).rejects.toBe(reason)
    expect(jobs).toHaveLength(2)
  })

  it('starts nothing under a signal that is aborted already', async () => {
    const { jobs, work } = held()
    const reason = new Error('enough')
    await expect(pool([1], 1, AbortSignal.abort(reason), work)).rejects.toBe(reason)
    expect(jobs).toEqual([])
  })

  it('forgets its signal when it is done', async () => {
    const { jobs, work } = held()
    const controller = new AbortController()
    const result = pool([1], 1, controller.signal, work)
    jobs[0]!.end.resolve('')
    await result
    controller.abort()
    expect(jobs[0]!.signal.aborted).toBe(false)
  })
})
