import { onAbort } from '../on-abort.js'

/** Waits some milliseconds; rejects with the signal's reason as soon as it is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      wake()
      resolve()
    }, milliseconds)
    const wake = onAbort(signal, (reason) => {
      clearTimeout(timer)
      reject(reason)
    })
  })
}
