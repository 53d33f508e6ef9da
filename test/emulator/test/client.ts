// A client for these tests: it signs with node:crypto and shares nothing with the emulator.
import { createHash, createHmac } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { createEmulator, defaultAccount, type Account, type Emulator } from '../src/index.js'
import type { EmulatorOptions } from '../src/index.js'

export const now: number = Date.UTC(2018, 11, 10, 6, 12, 21)
export const date = 'Mon, 10 Dec 2018 06:12:21 GMT'
export const other: Account = { accessKeyId: 'OTHER', secretAccessKey: 'other secret' }

export type Pairs = readonly (readonly [name: string, value: string])[]

export interface Plain {
  readonly method: string
  readonly target: string
  readonly headers?: Pairs
  readonly body?: Uint8Array<ArrayBuffer> | string
  /** Undefined for nobody. */
  readonly account?: Account | undefined
  /** The bucket, if the host names it. */
  readonly hostBucket?: string
  readonly host?: string
  /** What is signed of the target, if not what the target says itself. */
  readonly resource?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly bytes: Uint8Array
}

export function emulatorAt(milliseconds: number = now, options: EmulatorOptions = {}): Emulator {
  return createEmulator({
    clock: { now: () => milliseconds },
    accounts: [defaultAccount, other],
    ...options,
  })
}

/** The request's headers with a Date and an Authorization header. */
export function signed(plain: Plain): [string, string][] {
  const headers: [string, string][] = (plain.headers ?? []).map(([name, value]) => [name, value])
  if ('account' in plain && plain.account === undefined) return headers
  const account = plain.account ?? defaultAccount
  if (valueOf(headers, 'x-amz-date') === '' && valueOf(headers, 'date') === '') {
    headers.push(['date', date])
  }
  const line = valueOf(headers, 'x-amz-date') === '' ? valueOf(headers, 'date') : ''
  const signature = signatureOf({ ...plain, headers }, line, account.secretAccessKey)
  return [...headers, ['authorization', `AWS ${account.accessKeyId}:${signature}`]]
}

/** The signature of a request; the line is its date, or the second at which its URL expires. */
export function signatureOf(plain: Plain, line: string, secret: string): string {
  const headers = plain.headers ?? []
  // By name, not by line: `x-amz-copy-source` comes before `x-amz-copy-source-if-match`.
  const amz = headers
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .filter(([name]) => name.startsWith('x-amz-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`)
    .join('')
  const resource =
    plain.resource ?? (plain.hostBucket ? `/${plain.hostBucket}` : '') + resourceOf(plain.target)
  const about = [
    plain.method,
    valueOf(headers, 'content-md5'),
    valueOf(headers, 'content-type'),
    line,
  ]
  return hmac(`${about.join('\n')}\n${amz}${resource}`, secret)
}

export function hmac(text: string, secret: string): string {
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64')
}

function valueOf(headers: Pairs, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
}

const subresources =
  /^(acl|cors|delete|lifecycle|location|logging|policy|website|partNumber|uploadId|uploads|tagging|versioning|response-[a-z-]+)(=|$)/

function resourceOf(target: string): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const parts = query.split('&').filter((pair) => subresources.test(pair))
  return path + (parts.length === 0 ? '' : `?${parts.map(decodeURIComponent).sort().join('&')}`)
}

/** Signs a request and hands it to the emulator as it is. */
export async function send(emulator: Emulator, plain: Plain): Promise<Answer> {
  return answerOf(await sendRaw(emulator, plain))
}

/** The same, without reading the answer. */
export function sendRaw(emulator: Emulator, plain: Plain): Promise<Response> {
  return handWith(emulator, plain, signed(plain))
}

/** Hands over a request with just these headers, so that a signature can be made to be wrong. */
export function handWith(
  emulator: Emulator,
  { method, target, body, host = 'localhost' }: Plain,
  headers: [string, string][],
  signal?: AbortSignal,
): Promise<Response> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const url = URL.canParse(`http://${host}${target}`) ? `http://${host}${target}` : `http://${host}`
  const init = { method, headers, body: bytes ?? null, ...(signal ? { signal } : {}) }
  return emulator.handle(new Request(url, init), { rawTarget: target })
}

export async function answerOf(response: Response): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  return { status: response.status, headers: response.headers, text, bytes }
}

/** Sends a signed request over HTTP with the target untouched, which fetch cannot do. */
export function sendOver(url: string, plain: Plain): Promise<Answer> {
  const { hostname, port } = new URL(url)
  const { method, target: path } = plain
  const body = Buffer.from(plain.body ?? '')
  const length: [string, string][] =
    plain.body === undefined ? [] : [['content-length', `${body.length}`]]
  const headers = new Map([...signed(plain), ...length])
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, method, path, headers: Object.fromEntries(headers) },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const received = new Headers()
          for (const [name, value] of Object.entries(incoming.headers)) {
            received.set(name, String(value))
          }
          const status = incoming.statusCode ?? 0
          resolve({ status, headers: received, text: bytes.toString(), bytes })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** The texts of all elements of a name, in order, with references resolved. */
export function values(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}(?: [^>]*)?(?:/>|>([^<]*)</${name}>)`, 'g'))
  return [...found].map(([, text = '']) => unescape(text))
}

function unescape(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (named[name] ?? '?') : String.fromCodePoint(Number(code)),
  )
}

export function code(answer: Answer): string | undefined {
  return values(answer.text, 'Code')[0]
}

export function md5Base64(body: string): string {
  return createHash('md5').update(body).digest('base64')
}

export function md5Hex(body: string | Uint8Array): string {
  return createHash('md5').update(body).digest('hex')
}

export async function createBucket(emulator: Emulator, name: string, acl?: string): Promise<void> {
  const headers: Pairs = acl === undefined ? [] : [['x-amz-acl', acl]]
  await send(emulator, { method: 'PUT', target: `/${name}/`, headers })
}

export function put(emulator: Emulator, target: string, body = ''): Promise<Answer> {
  return send(emulator, { method: 'PUT', target, body })
}

export function get(emulator: Emulator, target: string, headers: Pairs = []): Promise<Answer> {
  return send(emulator, { method: 'GET', target, headers })
}

/** Puts a document with the Content-MD5 that some operations ask for. */
export function putDocument(emulator: Emulator, target: string, body: string): Promise<Answer> {
  const headers: Pairs = [
    ['content-md5', md5Base64(body)],
    ['content-type', 'application/xml'],
  ]
  return send(emulator, { method: 'PUT', target, headers, body })
}

export function remove(emulator: Emulator, target: string): Promise<Answer> {
  return send(emulator, { method: 'DELETE', target })
}

/** Asks for an operation on access keys. */
export function act(
  emulator: Emulator,
  form: Readonly<Record<string, string>>,
  change: Partial<Plain> = {},
): Promise<Answer> {
  const headers: Pairs = [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']]
  const body = new URLSearchParams(form).toString()
  return send(emulator, { method: 'POST', target: '/', headers, body, ...change })
}

/** An answer without declaration and namespace, and with all empty elements written one way. */
export function documentOf({ text }: Answer): string {
  return text
    .replace('<?xml version="1.0" encoding="UTF-8"?>\n', '')
    .replace(' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"', '')
    .replace(/<(\w+)><\/\1>/g, '<$1/>')
}
