import { hmacSha1Base64 } from './signature.js'
import { bucketOf, type Call } from './call.js'
import type { Bucket, StoredObject } from './state.js'
import { stringToSign } from './string-to-sign.js'
import { bytesOf } from './target.js'
import type { RemoteSite, Trigger } from './trigger-document.js'
import { header } from './wire-headers.js'
import type { World } from './world.js'
import { childText, readXml } from './xml.js'

/** A copy that a trigger could not make. */
export interface TriggerFailure {
  readonly trigger: string
  readonly bucket: string
  readonly key: string
  /** Where the copy should have gone; undefined if there is no trigger of that name. */
  readonly endpoint: string | undefined
  readonly remoteBucket: string | undefined
  readonly attempts: number
  /** The last status; undefined where no answer came. */
  readonly status: number | undefined
  /** The error code of the other side, or what broke. */
  readonly reason: string
}

/** Assumed: a copy is tried three times. */
const mostAttempts = 3

/**
 * Has the triggers of a bucket copy a new object to other resource pools, after the answer (OOS Python SDK
 * guide, 2.2.15): the trigger that was asked for by name, or the default one.
 *
 * Assumed: that it is so for copies, forms and complete multipart uploads too; that nothing is said of a
 * failure to whoever stored the object; and that a copy does not start a trigger again, so that two
 * buckets can keep each other up to date.
 */
export function replicate(call: Call, object: StoredObject): void {
  const { world, headers } = call
  if (header(headers, copyMark) !== undefined) return
  const bucket = bucketOf(call)
  const { triggers } = bucket.settings
  const name = object.trigger
  const all = [...triggers.values()]
  const trigger = name === undefined ? all.find((one) => one.isDefault) : triggers.get(name)
  if (trigger !== undefined) {
    for (const site of trigger.sites) {
      world.background.add(copyTo({ world, bucket, object, trigger, site }))
    }
  } else if (name !== undefined) {
    const place = { trigger: name, bucket: bucket.name, key: object.key }
    const nowhere = { endpoint: undefined, remoteBucket: undefined, attempts: 0, status: undefined }
    world.triggerFailures.push({ ...place, ...nowhere, reason: 'There is no such trigger.' })
  }
}

// The emulator's own header: how OOS knows a copy is not documented.
const copyMark = 'x-emulator-trigger'

interface Copy {
  readonly world: World
  readonly bucket: Bucket
  readonly object: StoredObject
  readonly trigger: Trigger
  readonly site: RemoteSite
}

interface Attempt {
  readonly status: number | undefined
  readonly reason: string
}

async function copyTo(copy: Copy): Promise<void> {
  const { bodies } = copy.world
  const { content } = copy.object
  // The object may be gone before its copies are made.
  bodies.hold(content)
  try {
    await tryTo(copy)
  } finally {
    bodies.release(content)
  }
}

async function tryTo(copy: Copy): Promise<void> {
  const { world, bucket, object, trigger, site } = copy
  for (let attempts = 1; ; attempts += 1) {
    const failed = await attempt(copy)
    if (failed === undefined) return
    const isPassing = failed.status === undefined || failed.status >= 500
    if (!isPassing || attempts === mostAttempts) {
      world.triggerFailures.push({
        trigger: trigger.name,
        bucket: bucket.name,
        key: object.key,
        endpoint: site.endpoint,
        remoteBucket: site.bucket,
        attempts,
        ...failed,
      })
      return
    }
    await world.timer.sleep(100 * 2 ** attempts)
  }
}

async function attempt(copy: Copy): Promise<Attempt | undefined> {
  try {
    const response = await copy.world.fetch(await requestOf(copy))
    const text = await response.text()
    if (response.ok) return undefined
    const { status } = response
    const root = readXml(text, 'Error')
    return { status, reason: (root && childText(root, 'Code')) ?? `HTTP ${status}` }
  } catch (error) {
    return { status: undefined, reason: error instanceof Error ? error.message : String(error) }
  }
}

// Assumed: a replica mode is a storage class, since nothing else has such values.
async function requestOf({ world, object, site }: Copy): Promise<Request> {
  const { content } = object
  const endpoint = site.endpoint.replace(/\/+$/, '')
  const target = `/${site.bucket}/${encodeKey(object.key)}`
  const headers: [string, string][] = [
    ...object.headers,
    ...object.metadata,
    ['x-amz-date', new Date(world.clock.now()).toUTCString()],
    [copyMark, 'copy'],
  ]
  if (site.replicaMode !== '') headers.push(['x-amz-storage-class', site.replicaMode])
  const url = new URL(endpoint + target)
  const path = new URL(endpoint).pathname.replace(/\/$/, '') + target
  if (url.pathname !== path) throw new TypeError('The key cannot be part of a URL.')
  const text = stringToSign({ method: 'PUT', target: path, headers })
  const signature = await hmacSha1Base64(site.secretAccessKey, bytesOf(text))
  headers.push(['authorization', `AWS ${site.accessKeyId}:${signature}`])
  // Whole, because a stream would go out without Content-Length, which OOS refuses.
  const body = await new Response(world.bodies.open(content)).arrayBuffer()
  return new Request(url, { method: 'PUT', headers, body })
}

/**
 * How triggers reach other resource pools unless they are given another way: over the network, but to
 * loopback addresses alone.
 */
export async function fetchFromLoopback(request: Request): Promise<Response> {
  const { hostname } = new URL(request.url)
  if (!/^(.+\.)?localhost$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname)) {
    const message =
      'Triggers copy to loopback addresses only, unless the emulator is given a `fetch`.'
    throw new TypeError(message)
  }
  return fetch(request)
}

function encodeKey(key: string): string {
  const extra = /[!'()*]/g
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(extra, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
