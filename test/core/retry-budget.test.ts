import { GetObjectCommand } from '@oos-js/commands'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, rejection } from './support/client.ts'

const get = () => new GetObjectCommand({ Bucket: 'bucket', Key: 'key' })

beforeEach(() => {
  // No waits between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** A client of two attempts whose service fails while `broken` says so. */
function stage() {
  const state = { broken: true, next: [] as number[] }
  const { client } = createClient(
    () => new Response(null, { status: state.next.shift() ?? (state.broken ? 500 : 200) }),
    { maxAttempts: 2 },
  )
  const attempts = async () => {
    try {
      return (await client.send(get())).$metadata.attempts
    } catch (error) {
      return (error as { attempts: number }).attempts
    }
  }
  const many = async (count: number) => {
    const all: number[] = []
    while (all.length < count) all.push(await attempts())
    return all
  }
  /** Uses up all retries. */
  const spend = async () => {
    await many(100)
    state.broken = false
  }
  return { state, attempts, many, spend }
}

describe('the retries of a client', () => {
  it('Req 5d: are a hundred while nothing succeeds', async () => {
    const { many } = stage()
    expect(await many(102)).toEqual([...Array<number>(100).fill(2), 1, 1])
  })

  it('Req 5d: are one more for every five successes', async () => {
    const { state, attempts, many, spend } = stage()
    await spend()
    await many(4)
    state.next.push(500, 500)
    expect(await attempts()).toBe(1)
    state.next.length = 0
    await many(5)
    state.next.push(500, 500)
    expect(await attempts()).toBe(2)
    state.next.push(500)
    expect(await attempts()).toBe(1)
  })

  it('are as many as before when they succeed', async () => {
    const { state, attempts, many, spend } = stage()
    await spend()
    await many(5)
    for (let time = 0; time < 20; time++) {
      state.next.push(500, 200)
      expect(await attempts()).toBe(2)
    }
  })

  it('are never more than a hundred', async () => {
    const { state, many, spend } = stage()
    state.broken = false
    await many(600)
    state.broken = true
    await spend()
    state.broken = true
    expect(await many(1)).toEqual([1])
  })

  it('Req 5d: are no concern of another client', async () => {
    await stage().spend()
    expect(await stage().attempts()).toBe(2)
  })

  it('leave the error as it is when there are none', async () => {
    const { client } = createClient(() => new Response(null, { status: 503 }), { maxAttempts: 2 })
    for (let call = 0; call < 100; call++) await rejection(client.send(get()))
    const error = await rejection(client.send(get()))
    expect([error.code, error.attempts, error.earlier]).toEqual(['SlowDown', 1, []])
  })
})
