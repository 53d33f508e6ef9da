import { until } from '../until.js'

/** Does something with a store, or nothing but wait for what was done before. Never rejects. */
export type StoreQueue = <Result>(act?: () => Promise<Result>) => Promise<Result | undefined>

/** Milliseconds after which a store that does not answer is done without. */
const patience = 5000

/**
 * Makes what uses a store: one act after the other, since forgetting must not overtake keeping. What fails
 * gives `undefined`, and is told to `warn`; a store that did not answer once is not asked again.
 */
export function createStoreQueue(warn: (error: unknown) => void): StoreQueue {
  let last: Promise<unknown> = Promise.resolve()
  const silence = new AbortController()

  const run = async <Result>(act: () => Promise<Result>): Promise<Result | undefined> => {
    if (silence.signal.aborted) return undefined
    const timer = setTimeout(() => {
      silence.abort(new DOMException('The store does not answer', 'TimeoutError'))
    }, patience)
    try {
      return await until(act(), silence.signal)
    } catch (error) {
      warn(error)
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  return (act) => {
    const result = last.then(() => act && run(act))
    last = result
    return result
  }
}
