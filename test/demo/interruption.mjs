import { constants } from 'node:os'

/** Turns Ctrl-C, and the polite way to kill, into an abort that leaves time for cleaning up. */
export function createInterruption() {
  const controller = new AbortController()
  const interruption = { signal: controller.signal, exitCode: undefined }
  let first
  const interrupt = (name) => {
    interruption.exitCode = 128 + constants.signals[name]
    if (first === undefined) {
      first = performance.now()
      controller.abort(new Error(`interrupted by ${name}`))
    } else if (performance.now() - first > 1000) {
      // Whoever insists does not want to wait. npm passes on the signal that the terminal has sent
      // already, so the second of two at once is nobody's wish.
      process.exit()
    }
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  return interruption
}
