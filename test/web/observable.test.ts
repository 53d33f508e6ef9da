import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createObservable } from '../../packages/web/src/observable.ts'

interface Details {
  moved: number
}

/** Something with a number that can be seen. */
function create() {
  let value = 0
  const observable = createObservable<Details, { readonly value: number }>(() => ({ value }))
  const set = (next: number): void => {
    value = next
    observable.changed()
  }
  return { ...observable, set }
}

describe('what can be watched', () => {
  it('Req 22: has the same snapshot until something has changed', () => {
    const { getSnapshot, set } = create()
    const first = getSnapshot()
    expect(getSnapshot()).toBe(first)
    set(1)
    const second = getSnapshot()
    expect([second, getSnapshot() === second, second === first]).toEqual([
      { value: 1 },
      true,
      false,
    ])
  })

  it('tells those who have subscribed, as often as they have, until they leave', () => {
    const { subscribe, set } = create()
    const listener = vi.fn()
    const leave = subscribe(listener)
    const leaveAgain = subscribe(listener)
    set(1)
    leave()
    set(2)
    leaveAgain()
    set(3)
    expect(listener).toHaveBeenCalledTimes(3)
  })

  it('tells events with their details', () => {
    const { addEventListener, removeEventListener, emit } = create()
    const details: number[] = []
    const listener = ({ detail }: CustomEvent<number>) => void details.push(detail)
    addEventListener('moved', listener)
    emit('moved', 1)
    removeEventListener('moved', listener)
    emit('moved', 2)
    addEventListener('moved', listener, { once: true })
    emit('moved', 3)
    emit('moved', 4)
    expect(details).toEqual([1, 3])
  })

  it('disturbs nobody with the error of a listener, which the platform reports', async () => {
    const reported: unknown[] = []
    const report = (error: unknown): void => void reported.push(error)
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', report)
    onTestFinished(() => {
      process.removeAllListeners('uncaughtException')
      for (const listener of before) process.on('uncaughtException', listener)
    })
    const { subscribe, set } = create()
    const error = new Error('of a listener')
    const other = vi.fn()
    subscribe(() => {
      throw error
    })
    subscribe(other)
    set(1)
    await new Promise((resolve) => setImmediate(resolve))
    expect([reported, other.mock.calls.length]).toEqual([[error], 1])
  })
})
