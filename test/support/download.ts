import { PutObjectCommand, type PutObjectInput } from '@oos-js/commands'
import type { ClientOptions, OosClient, Transport, TransportInit } from '@oos-js/core'
import {
  createEmulator,
  defaultAccount,
  type Account,
  type Emulator,
  type RecordedRequest,
} from '@oos-js/emulator'
import { Download, type DownloadOptions } from '@oos-js/web'
import { clock, createClient } from './client.ts'
import { inProcess } from './in-process.ts'
import { Bucket, createBucket } from './seed.ts'
import { fileOf } from './upload.ts'

/** Name of the object that tests download. */
const Key = 'film'

/** Bytes of a range, unless a test says otherwise: few, so that objects can be small. */
export const partSize = 1000

/** Another access key of the account that the object belongs to. */
export const renewedAccount: Account = {
  ...defaultAccount,
  accessKeyId: 'renewed',
  secretAccessKey: 'renewed/secret',
  id: 'owner',
}

/** An emulator with one object in a bucket, and a client of it in the same process. */
export interface Shelf {
  readonly emulator: Emulator
  readonly client: OosClient
  /** What the object has. */
  readonly bytes: Uint8Array
  download(options?: Partial<DownloadOptions>): Download
  /** Puts something else in the place of the object. */
  replace(content: Blob): Promise<void>
  /** The ranges that were asked for, in the order of the requests; `all` where the whole was. */
  ranges(): string[]
  /** The values of a header of those requests. */
  asked(header: string): (string | undefined)[]
}

/** How a shelf is set up. */
export interface ShelfOptions extends Partial<ClientOptions> {
  /** Stands between the client and the emulator, for downloads only. */
  readonly between?: (send: Transport, url: string, init: TransportInit) => Promise<Response>
  /** How the object is stored. */
  readonly put?: Partial<PutObjectInput>
}

/** @param size - Bytes of the object, which do not repeat. */
export async function setShelf(size: number, options: ShelfOptions = {}): Promise<Shelf> {
  const { put, between, ...clientOptions } = options
  const emulator = createEmulator({
    clock,
    accounts: [renewedAccount, { ...defaultAccount, id: 'owner' }],
  })
  const send = inProcess(emulator)
  const client = createClient({
    fetch: (url, init) =>
      between && init.method === 'GET' ? between(send, url, init) : send(url, init),
    ...clientOptions,
  })
  const owner = createClient({ fetch: send })
  await createBucket(owner)
  const Body = fileOf(size)
  await owner.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'video/mp4', ...put }))
  const asked = (name: string): (string | undefined)[] =>
    emulator.requests
      .filter(({ operation }) => operation === 'GetObject')
      .map(({ headers }) => headerOf(headers, name))
  return {
    emulator,
    client,
    bytes: new Uint8Array(await Body.arrayBuffer()),
    download: (more) => new Download(client, { Bucket, Key, partSize, ...more }),
    async replace(content) {
      await owner.send(new PutObjectCommand({ Bucket, Key, Body: content }))
    },
    ranges: () => asked('range').map((range) => range?.slice('bytes='.length) ?? 'all'),
    asked,
  }
}

/** A header of a request, if it has it. */
export function headerOf(headers: RecordedRequest['headers'], name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1]
}

/** The bytes of a Blob. */
export async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer())
}

/** The same answer with other headers, or without some: those whose value is undefined. */
export function withHeaders(
  response: Response,
  changes: Readonly<Record<string, string | undefined>>,
  status: number = response.status,
): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  return new Response(response.body, { status, headers })
}

/**
 * The same answer, its content in pieces of some bytes.
 *
 * @param before - What each piece waits for, and the end as well.
 */
export function inPieces(
  response: Response,
  size: number,
  before: () => unknown = () => undefined,
): Response {
  const reader = response.body?.getReader()
  let rest = new Uint8Array()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await before()
        if (rest.length === 0) rest = (await reader?.read())?.value ?? rest
        if (rest.length === 0) controller.close()
        else controller.enqueue(rest.slice(0, size))
        rest = rest.subarray(size)
      },
      cancel: (reason) => reader?.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}

/** Tells when the content of an answer has been read, or was given up. */
export function whenRead(response: Response, read: () => void): Response {
  const through = new TransformStream<Uint8Array, Uint8Array>({ flush: read })
  response.body?.pipeTo(through.writable).catch(read)
  return new Response(through.readable, response)
}
