import { isOosError } from '@oos-js/core'
import { Violation } from './model.mjs'

/** What may come of a fault; any other code is a mistake of somebody. */
const expected = new Set([
  'AccessDenied',
  'BadDigest',
  'IncompleteBody',
  'Integrity',
  'InternalError',
  'InvalidRequest',
  'InvalidResponse',
  'NetworkError',
  'PutObjectTooFast',
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'SlowDown',
  'Timeout',
  'UnknownOutcome',
])

/** Milliseconds that no call may take: all attempts, each up to its limit, and the waits between. */
const patience = 30_000

/**
 * Sends commands, counts what comes of them, and judges the errors.
 *
 * @param limit - How many may be sent; further ones reject with {@link Finished}.
 */
export function createCaller({ limit }) {
  const rows = {}
  let sent = 0

  /** Resolves with `{ output }` or `{ error }`; `codes` are answers that the state allows. */
  async function call(client, command, { codes = [], signal, read } = {}) {
    if (sent >= limit) throw new Finished()
    sent++
    const { name } = command.operation
    const row = (rows[name] ??= { sent: 0, succeeded: 0, retried: 0, failed: 0, aborted: 0 })
    row.sent++
    let output
    const hanging = new AbortController()
    const timer = setTimeout(() => hanging.abort(new Violation(`${name} hung`)), patience)
    signal?.addEventListener('abort', () => hanging.abort(signal.reason), { once: true })
    try {
      output = await client.send(command, { signal: hanging.signal })
      if (output.$metadata.attempts > 1) row.retried++
      if (read !== undefined) output = { ...output, content: await read(output) }
      row.succeeded++
      return { output }
    } catch (error) {
      if (signal?.aborted && error === signal.reason) row.aborted++
      else {
        row.failed++
        judge(error, codes, name, output)
      }
      return { error }
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    call,
    rows,
    get sent() {
      return sent
    },
    get isDone() {
      return sent >= limit
    },
  }
}

/** All operations have been sent. */
export class Finished extends Error {
  name = 'Finished'
}

function judge(error, codes, name, output) {
  // A body that breaks off may reject as the platform does.
  if (output !== undefined && error instanceof TypeError) return
  if (!isOosError(error)) throw new Violation(`${name} rejected with ${String(error?.stack)}`)
  if (!error.code || !/\w/.test(error.message)) throw new Violation(`${name} gave an empty error`)
  if (!expected.has(error.code) && !codes.includes(error.code)) {
    throw new Violation(`${name} failed with ${error.message}`)
  }
}
