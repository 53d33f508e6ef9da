import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { isOosError, OosClient, OosError } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { openBucket } from '../support/open-bucket.ts'

const Bucket = 'photos'
const object = { Bucket, Key: 'a.txt' }

/** Another realm: a frame in a page, a context of node:vm in Node. */
async function otherRealm(): Promise<(code: string) => unknown> {
  if ('document' in globalThis) {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return (code) =>
      (frame.contentWindow as unknown as { eval: (text: string) => unknown }).eval(code)
  }
  const { createContext, runInContext } = await import('node:vm')
  const context = createContext({})
  return (code) => runInContext(code, context)
}

/** A Proxy around everything that Vue's `reactive` puts one around: objects, lists, maps and sets. */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(inner, name, receiver) {
      const value: unknown = Reflect.get(inner, name, receiver)
      const kind = Object.prototype.toString.call(value).slice(8, -1)
      const isWrapped = /^(Object|Array|Map|Set|WeakMap|WeakSet)$/.test(kind)
      return isWrapped && Object.isExtensible(value) ? reactive(value as object) : value
    },
  })
}

describe('what comes from another realm', () => {
  it.each([
    ['bytes', 'new Uint8Array([72, 105])'],
    ['a buffer', 'new Uint8Array([72, 105]).buffer'],
    ['a view', 'new DataView(new Uint8Array([72, 105]).buffer)'],
  ])('S20: %s is a body', async (_, code) => {
    const { client } = await openBucket()
    const run = await otherRealm()
    await client.send(new PutObjectCommand({ ...object, Body: run(code) as Uint8Array }))
    const { Body } = await client.send(new GetObjectCommand(object))
    expect(await Body.text()).toBe('Hi')
  })

  it.runIf('document' in globalThis)('S20: a Blob of a frame is a body', async () => {
    const { client } = await openBucket()
    const run = await otherRealm()
    const Body = run('new Blob(["Hi"], { type: "text/x" })') as Blob
    expect(Body instanceof Blob).toBe(false)
    await client.send(new PutObjectCommand({ ...object, Body }))
    const got = await client.send(new GetObjectCommand(object))
    expect([await got.Body.text(), got.ContentType]).toEqual(['Hi', 'text/x'])
  })

  it('S20: dates, lists and objects are input', async () => {
    const { client } = await openBucket()
    const run = await otherRealm()
    const input = {
      ...object,
      Body: '',
      Expires: run('new Date(0)'),
      Metadata: run('({ a: "b" })'),
    }
    await client.send(new PutObjectCommand(input as never))
    const { Expires, Metadata } = await client.send(new GetObjectCommand(object))
    expect([Expires, Metadata]).toEqual(['Thu, 01 Jan 1970 00:00:00 GMT', { a: 'b' }])
  })

  it('S20: an error is known by what it is', async () => {
    const run = await otherRealm()
    const foreign = run('Object.assign(new Error("x"), { name: "OosError", code: "NoSuchKey" })')
    expect([foreign instanceof OosError, isOosError(foreign, 'NoSuchKey')]).toEqual([false, true])
  })
})

describe('a proxy around', () => {
  it('Req 22: a client works', async () => {
    const { client } = await openBucket()
    const wrapped = reactive(client)
    wrapped.use('count', (call, next) => next(call))
    await wrapped.send(new PutObjectCommand({ ...object, Body: 'Hi' }))
    const { Contents } = await wrapped.send(new ListObjectsCommand({ Bucket }))
    expect([Contents.length, wrapped.middleware.names.includes('count')]).toEqual([1, true])
  })

  it('Req 22: a command, its input and its output works', async () => {
    const { client } = await openBucket()
    const input = reactive({ ...object, Body: new Blob(['Hi']), Metadata: { a: 'b' } })
    await client.send(reactive(new PutObjectCommand(input)))
    const output = reactive(await client.send(reactive(new GetObjectCommand(reactive(object)))))
    expect([await output.Body.text(), output.Metadata['a']]).toEqual(['Hi', 'b'])
  })
})

describe('the storage of a page', () => {
  it('F49, S19: is not touched by any request, so that nothing in it can be tampered with', async () => {
    const { client } = await openBucket()
    const names = ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']
    const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name))
    const touched: string[] = []
    for (const name of names) {
      const get = (): never => {
        touched.push(name)
        throw new DOMException(name, 'SecurityError')
      }
      Object.defineProperty(globalThis, name, { configurable: true, get })
    }
    try {
      await client.send(new PutObjectCommand({ ...object, Body: 'Hi' }))
      await (await client.send(new GetObjectCommand(object))).Body.text()
      await client.send(new ListObjectsCommand({ Bucket }))
      await client.send(new DeleteObjectCommand(object))
      expect(touched).toEqual([])
    } finally {
      names.forEach((name, index) => {
        const descriptor = before[index]
        if (descriptor) Object.defineProperty(globalThis, name, descriptor)
        else Reflect.deleteProperty(globalThis, name)
      })
    }
  })
})

describe('bytes that are not all there', () => {
  const send = (Body: unknown) => {
    let sent = 0
    const client = new OosClient({
      endpoint: 'https://oos-cn.ctyunapi.cn',
      fetch: () => {
        sent++
        return Promise.resolve(new Response())
      },
    })
    return client.send(new PutObjectCommand({ ...object, Body: Body as Blob })).then(
      () => `sent ${sent}`,
      (error: unknown) => [(error as OosError).code, (error as OosError).member, sent],
    )
  }

  it.each([
    ['a buffer', (buffer: ArrayBuffer) => buffer],
    ['a view', (buffer: ArrayBuffer) => new Uint8Array(buffer)],
  ])('%s that was handed to a worker is refused', async (_, make) => {
    const buffer = new ArrayBuffer(4)
    const body = make(buffer)
    structuredClone(buffer, { transfer: [buffer] })
    expect(await send(body)).toEqual(['InvalidInput', 'Body', 0])
  })

  it('a buffer that can grow is refused', async () => {
    const resizable = new (
      ArrayBuffer as unknown as new (size: number, options: object) => ArrayBuffer
    )(4, { maxByteLength: 8 })
    expect(await send(resizable)).toEqual(['InvalidInput', 'Body', 0])
  })

  it.each([
    ['a form', () => new FormData()],
    ['parameters', () => new URLSearchParams('a=b')],
    ['an answer', () => new Response('a')],
    ['an object with the methods of a Blob', () => ({ stream: () => undefined, size: 1 })],
  ])('%s is refused', async (_, make) => {
    expect(await send(make())).toEqual(['InvalidInput', 'Body', 0])
  })

  it('of a view no more than the view is sent', async () => {
    const { client } = await openBucket()
    const Body = new TextEncoder().encode('a Hi b').subarray(2, 4)
    await client.send(new PutObjectCommand({ ...object, Body }))
    const got = await client.send(new GetObjectCommand(object))
    expect(await got.Body.text()).toBe('Hi')
  })
})

describe('the type of a body', () => {
  it.each([
    ['text', () => 'Hi', undefined, 'application/octet-stream'],
    ['no text', () => '', undefined, 'application/octet-stream'],
    ['no bytes', () => new Uint8Array(), undefined, 'application/octet-stream'],
    ['a Blob of upper case', () => new Blob(['a'], { type: 'TEXT/HTML' }), undefined, 'text/html'],
    [
      'a Blob with parameters',
      () => new Blob(['a'], { type: 'text/x; charset="UTF-8"' }),
      undefined,
      'text/x; charset="utf-8"',
    ],
    [
      'a Blob of a type that is none',
      () => new Blob(['a'], { type: 'téxt/x' }),
      undefined,
      'application/octet-stream',
    ],
    [
      'a slice of a typed Blob',
      () => new Blob(['abc'], { type: 'text/x' }).slice(1),
      undefined,
      'application/octet-stream',
    ],
    ['a file with a type of its own', () => new Blob(['a'], { type: 'a/b' }), 'C/D;e=F', 'C/D;e=F'],
  ])('is signed as it is sent, for %s', async (_, make, ContentType, stored) => {
    const { client } = await openBucket()
    await client.send(new PutObjectCommand({ ...object, Body: make(), ContentType }))
    expect((await client.send(new GetObjectCommand(object))).ContentType).toBe(stored)
  })
})
