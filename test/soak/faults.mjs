// What goes wrong on the way: each kind does something with one request and the emulator.
import { setTimeout as wait } from 'node:timers/promises'
import { ConnectionDropped } from '@oos-js/emulator'

/** Milliseconds: beyond the 15 minutes that OOS forgives. */
const skewed = 20 * 60 * 1000

const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Proxy</body></html>'

/** Kinds of faults, each with its weight. `handle` has the emulator answer. */
export const kinds = {
  ...refusals(),
  'dropped before': [8, () => dropped()],
  'dropped after': [
    8,
    async (handle) => {
      await handle()
      return dropped()
    },
  ],
  delayed: [
    8,
    async (handle, { random }) => {
      await wait(random.below(40))
      return handle()
    },
  ],
  // Dear: the client waits for its whole limit.
  stalled: [2, (handle, { request }) => (isSmall(request) ? ended(request) : handle())],
  'stalled after': [
    1,
    async (handle, { request }) => {
      const response = await handle()
      return isSmall(request) ? ended(request) : response
    },
  ],
  'cut off': [8, async (handle, { random }) => cut(await handle(), random)],
  'a page of HTML': [
    8,
    () => new Response(page, { status: 200, headers: { 'content-type': 'text/html' } }),
  ],
  'HTML with 502': [
    4,
    () => new Response(page, { status: 502, headers: { 'content-type': 'text/html' } }),
  ],
  'no body': [4, () => new Response(null, { status: 503 })],
  'skewed forward': [2, (handle, { clock }) => clock.at(skewed, handle)],
  'skewed back': [2, (handle, { clock }) => clock.at(-skewed, handle)],
  // Only where OOS does so: these answers begin before the work is done (V6, 4.3.7).
  'spaces, then an error': [8, (handle, { request }) => padded(handle, request, 'InternalError')],
  'spaces, then the result': [4, (handle, { request }) => padded(handle, request)],
}

/** The codes that a server may refuse with; what is final among them has not been done. */
function refusals() {
  const codes = [
    ['InternalError', 10],
    // The whole client waits, so rarely.
    ['SlowDown', 0.4, { headers: { 'retry-after': '1' } }],
    ['PutObjectTooFast', 4],
    ['IncompleteBody', 4],
    ['RequestTimeout', 4, { status: 400 }],
    ['AccessDenied', 2],
    ['InvalidRequest', 1],
  ]
  return Object.fromEntries(
    codes.map(([code, weight, details]) => [
      code,
      [
        weight,
        (handle, { emulator }) => {
          emulator.faults.on({}).fail(code, details)
          return handle()
        },
      ],
    ]),
  )
}

function dropped() {
  throw new ConnectionDropped('The connection was closed.')
}

/** The limit for the first byte grows with the body. */
function isSmall({ headers }) {
  return Number(headers.get('content-length') ?? 0) <= 32 * 1024
}

/** Never answers; settles when the client has gone, so that nothing piles up here. */
async function ended({ signal }) {
  await new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', resolve, { once: true })
  })
  return dropped()
}

async function cut(response, random) {
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length === 0) return dropped()
  const { status, headers } = response
  const length = random.below(bytes.length)
  return new Response(breakingOff(bytes.subarray(0, length)), { status, headers })
}

function breakingOff(bytes) {
  let given = false
  return new ReadableStream({
    pull(controller) {
      if (given || bytes.length === 0) controller.error(new ConnectionDropped('It broke off.'))
      else controller.enqueue(bytes)
      given = true
    },
  })
}

async function padded(handle, request, code) {
  const { searchParams } = new URL(request.url)
  const isComplete = request.method === 'POST' && searchParams.has('uploadId')
  const isCopy = request.headers.has('x-amz-copy-source')
  if (!isComplete && !isCopy) return handle()
  const response = code === undefined ? await handle() : undefined
  if (response?.ok === false) return response
  const error = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Late</Message></Error>`
  const text = response === undefined ? error : await response.text()
  const headers = { 'content-type': 'application/xml', date: new Date().toUTCString() }
  return new Response(' '.repeat(100) + text, { status: 200, headers })
}
