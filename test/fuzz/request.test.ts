import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { isOosError } from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { clock, createClient } from '../support/client.ts'
import { inProcess } from '../support/in-process.ts'
import { hardText, runs, timeout } from './runs.ts'

const Bucket = 'fuzz-bucket'
const emulator = createEmulator({ clock, baseHosts: ['oos.test'] })
const fetch = inProcess(emulator)
const clients = {
  path: createClient({ fetch }),
  virtual: createClient({ fetch, addressing: 'virtual' }),
}
const styles = fc.constantFrom('path', 'virtual')

beforeAll(async () => {
  await clients.path.send(new CreateBucketCommand({ Bucket }))
})

/** Sends something: what was stored or read, or `undefined` if it was refused before it left. */
async function sentOrRefused<Output>(send: () => Promise<Output>): Promise<Output | undefined> {
  const before = emulator.requests.length
  try {
    return await send()
  } catch (error) {
    if (!isOosError(error, 'InvalidInput')) throw error
    expect(emulator.requests.length, 'requests that left').toBe(before)
    return undefined
  }
}

/** Line breaks in a header of the answer: the service says no, and the signature was right. */
function refusedByService(error: unknown): string {
  if (isOosError(error, 'InvalidArgument')) return error.code
  throw error
}

/** What no URL can carry (a dot segment), OOS does not take (NUL), or UTF-8 has not (half a character). */
function isKey(key: string): boolean {
  const size = new TextEncoder().encode(key).length
  const isDot = (segment: string): boolean => segment === '.' || segment === '..'
  return (
    size > 0 &&
    size <= 1024 &&
    !key.includes('\0') &&
    !/[\ud800-\udfff]/u.test(key) &&
    !key.split('/').some(isDot)
  )
}

describe('any key', () => {
  it('is stored and read as it is, or refused before it leaves', { timeout }, async () => {
    const stored = new Set<string>()
    const property = fc.asyncProperty(hardText(), styles, async (Key, style) => {
      const put = new PutObjectCommand({ Bucket, Key, Body: Key })
      const output = await sentOrRefused(() => clients[style].send(put))
      expect(output !== undefined).toBe(isKey(Key))
      if (output === undefined) return
      stored.add(Key)
      const { objects } = emulator.buckets.get(Bucket)!
      expect([objects.has(Key), objects.size]).toEqual([true, stored.size])
      const { Body } = await clients[style].send(new GetObjectCommand({ Bucket, Key }))
      expect(new Uint8Array(await Body.arrayBuffer())).toEqual(new TextEncoder().encode(Key))
    })
    await fc.assert(property, runs)
  })
})

describe('any value of a query parameter', () => {
  it('arrives as it is, signed, or is refused before it leaves', { timeout }, async () => {
    const values = fc.tuple(hardText(), hardText(), styles)
    const property = fc.asyncProperty(values, async ([Prefix, Marker, style]) => {
      const list = new ListObjectsCommand({ Bucket, Prefix, Marker, MaxKeys: 1 })
      const output = await sentOrRefused(() => clients[style].send(list))
      expect(output !== undefined).toBe(isWhole(Prefix) && isWhole(Marker))
      if (output === undefined || !isXml(Prefix + Marker)) return
      expect([output.Prefix, output.Marker]).toEqual([Prefix, Marker])
    })
    await fc.assert(property, runs)
  })

  it('that a signature covers arrives as it is, too', { timeout }, async () => {
    const Key = 'overrides'
    await clients.path.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    const property = fc.asyncProperty(hardText(), styles, async (value, style) => {
      const ResponseContentDisposition = value
      const get = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition })
      const output = await sentOrRefused(() => clients[style].send(get)).catch(refusedByService)
      expect(output !== undefined).toBe(isWhole(value))
      const target = emulator.requests.at(-1)!.rawTarget
      const [, sent] = /response-content-disposition=([^&]*)/.exec(target) ?? []
      if (output !== undefined) expect(decodeURIComponent(sent ?? '')).toBe(value)
    })
    await fc.assert(property, runs)
  })
})

describe('any metadata', () => {
  it('arrives as it is, or is refused before it leaves', { timeout }, async () => {
    const Key = 'metadata'
    const name = fc.oneof(fc.stringMatching(/^[a-z][\w-]{0,8}$/), hardText(8))
    const property = fc.asyncProperty(name, hardText(), styles, async (label, value, style) => {
      const Metadata = { [label]: value }
      const put = new PutObjectCommand({ Bucket, Key, Body: '', Metadata })
      const output = await sentOrRefused(() => clients[style].send(put))
      if (output === undefined) {
        const isToken = /^[!#$%&'*+.^`|~\w-]+$/.test(label)
        expect(isToken && /^[ -~]*$/.test(value)).toBe(false)
        return
      }
      const { metadata } = emulator.buckets.get(Bucket)!.objects.get(Key)!
      // HTTP has no way to say spaces at the ends.
      expect([...metadata]).toEqual([[`x-amz-meta-${label.toLowerCase()}`, value.trim()]])
    })
    await fc.assert(property, runs)
  })
})

function isWhole(text: string): boolean {
  return !/\p{Cs}/u.test(text)
}

/** Whether XML has a way to say it; a carriage return that is not escaped would be read as a line feed. */
function isXml(text: string): boolean {
  return /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u.test(text)
}
