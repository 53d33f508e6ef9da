import type { OosError } from '@oos-js/core'
import { sleep } from '../sleep.js'
import type { Lanes } from './sender.js'

/** Milliseconds that the service is left alone at most, as the client has it. */
const patience = 120_000

/**
 * Lets so many requests be under way at the same time. When the service asks to slow down, it is half as
 * many, and one more again after each round that went well.
 */
export function createLanes(most: number): Lanes {
  let width = most
  let active = 0
  /** Requests that went well since the width last changed. */
  let good = 0
  /** How often the width was halved. What began before the last time says nothing new. */
  let era = 0
  /** When requests may leave again. */
  let opens = 0
  const waiting = new Set<() => void>()

  const admit = (): void => {
    for (const enter of waiting) {
      if (active >= width) return
      waiting.delete(enter)
      active++
      enter()
    }
  }

  const leave = (): void => {
    active--
    admit()
  }

  const slowDown = (began: number, wait: number): void => {
    opens = Math.max(opens, performance.now() + Math.min(wait, patience))
    if (began < era) return
    width = Math.max(1, Math.floor(width / 2))
    good = 0
    era++
  }

  const recover = (began: number): void => {
    if (began < era || ++good < width || width === most) return
    width++
    good = 0
  }

  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      const stop = (): void => {
        waiting.delete(enter)
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', stop, { once: true })
      waiting.add(enter)
      admit()
    })

  return {
    async enter(signal) {
      await turn(signal)
      try {
        // The client holds back what it has not let go yet; this was waiting here when it was told to.
        for (let left; (left = opens - performance.now()) > 0;) await sleep(left, signal)
      } catch (error) {
        leave()
        throw error
      }
      const began = era
      return (error) => {
        const { code, retryAfter = 0 } = Object(error) as Partial<OosError>
        if (code === 'SlowDown') slowDown(began, retryAfter)
        else if (error === undefined) recover(began)
        leave()
      }
    },
  }
}
