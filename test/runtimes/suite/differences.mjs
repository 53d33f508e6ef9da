// What fetch and its kin do by themselves, without the SDK: each of these is different somewhere. The page
// docs/runtimes.md is made of it, and tells where the SDK takes care.
import { inTime } from './in-time.mjs'

/** Milliseconds: what takes longer on one machine hangs. */
const longest = 10_000

/** Short sentences about this runtime, by topic. */
export async function differences(hostUrl, call) {
  const echo = `${hostUrl}/echo`
  const found = {}
  for (const [topic, { look }] of Object.entries(topics)) {
    found[topic] = await inTime(look({ echo, call }), longest).catch(nameOf)
  }
  return found
}

/**
 * By topic: `look` tells in a few words what this runtime does, and `sdk` what the SDK does about it (paths
 * are below `packages/`).
 */
export const topics = {
  'Content-Type of text': {
    look: async ({ echo }) => typeSent(echo, 'a'),
    sdk: 'always sets it, before it signs (`core/src/steps/build.ts`)',
  },
  'Content-Type of a slice of a typed Blob': {
    look: async ({ echo }) => typeSent(echo, new Blob(['abc'], { type: 'a/b' }).slice(1)),
    sdk: 'the same',
  },
  'type of a File of text/plain': {
    look: async () => new File(['a'], 'a', { type: 'text/plain' }).type,
    sdk: 'sends what the File says',
  },
  'Content-Length of an empty Blob': {
    look: async ({ echo }) => lengthOf((await put(echo, { body: new Blob([]) })).sent),
    sdk: 'sends an empty text in its place (`core/src/steps/build.ts`)',
  },
  'a stream with Content-Length': {
    async look({ echo }) {
      const headers = { 'content-length': '3' }
      const { body, sent } = await put(echo, { body: streamOf('abc'), headers, duplex: 'half' })
      return body === 'abc' ? `sent ${lengthOf(sent)}` : `sends "${body}"`
    },
    sdk: 'refuses streams where they would lose their length (`core/src/request/sends-length.ts`)',
  },
  'a stream that fails': {
    async look({ echo }) {
      const body = new ReadableStream({
        pull(controller) {
          controller.error(new Error('mine'))
        },
      })
      const error = await put(echo, { body, duplex: 'half' }).then(() => undefined, nameAndCause)
      return error ?? 'resolves'
    },
    sdk: 'keeps the reason itself, and looks at it even if fetch resolves (`core/src/request/send-stream.ts`)',
  },
  Expect: {
    async look({ echo }) {
      const headers = { expect: '100-continue' }
      const { sent } = await put(echo, { body: 'a', headers })
      return sent.expect ? 'sent' : 'left out'
    },
    sdk: 'never sends it',
  },
  Date: {
    async look({ echo }) {
      const date = 'Thu, 01 Jan 1970 00:00:00 GMT'
      const { sent } = await put(echo, { body: 'a', headers: { date } })
      return sent.date === date ? 'can be set' : 'cannot be set'
    },
    sdk: 'sends `x-amz-date` everywhere (`core/src/steps/sign.ts`)',
  },
  'when nobody listens': {
    async look({ call }) {
      const error = await fetch(await call('nobody')).then(() => undefined, nameAndCause)
      return error ?? 'resolves'
    },
    sdk: 'is `NetworkError` everywhere, with that as its cause (`core/src/failure/lost.ts`)',
  },
  'a connection that breaks': {
    async look({ call }) {
      const url = await call('breaking')
      await (await fetch(url)).text()
      const again = await fetch(url, { method: 'PUT', body: 'a' }).then(
        () => true,
        () => false,
      )
      return again ? 'sends again by itself' : 'rejects'
    },
    sdk: 'sends again what the runtime does not; `attempts` does not count what the runtime does',
  },
  'AbortSignal.any': {
    look: async () => has(AbortSignal.any),
    sdk: 'does not need it (`core/src/on-abort.ts`)',
  },
  CustomEvent: {
    look: async () => has(globalThis.CustomEvent),
    sdk: 'does not need it (`web/src/observable.ts`)',
  },
  CompressionStream: {
    look: async () => has(globalThis.CompressionStream),
    sdk: 'does not need it',
  },
  'Symbol.asyncDispose': {
    look: async () => has(Symbol.asyncDispose),
    sdk: 'outputs can be disposed of where it is there',
  },
}

async function put(echo, init) {
  const response = await fetch(echo, { method: 'PUT', ...init })
  const { headers, body } = await response.json()
  return { sent: headers, body }
}

async function typeSent(echo, body) {
  const { sent } = await put(echo, { body })
  return sent['content-type']?.replace(/^$/, 'an empty one') ?? 'none'
}

function lengthOf(sent) {
  return sent['content-length'] === undefined ? 'without a length' : 'with its length'
}

function streamOf(text) {
  // Not that of a Blob: workerd knows the length of those.
  const bytes = new TextEncoder().encode(text)
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}

function nameOf(error) {
  return error.message.startsWith('not over') ? 'hangs' : `rejects: ${error.name}`
}

function nameAndCause(error) {
  const code = [error.code, error.cause?.code, error.cause?.message].find(
    (reason) => typeof reason === 'string',
  )
  if (code === undefined) return `${error.name}, no reason`
  return `${error.name}, ${/^\w+$/.test(code) ? code : 'a reason in words'}`
}

function has(value) {
  return value === undefined ? 'missing' : 'there'
}
