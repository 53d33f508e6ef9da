import { bytesOf, toBody } from './answer/guarded-body.js'
import type { ObjectBody } from './answer/object-body.js'
import { fault, loaded } from './fault.js'
import type { Call, Middleware } from './middleware.js'
import { md5Base64 } from './request/md5.js'
import { isReplayable } from './request/body.js'

/**
 * Middleware that compares content with its ETag. An upload is hashed, and rejects with `Integrity` when
 * the ETag of the answer is another MD5. A download is hashed while it is read, and its stream ends in
 * that error. What has no MD5 for its ETag is left alone: objects that were uploaded in parts, ranges, and
 * what was decompressed on the way. Where an upload's ETag cannot be seen the error is `ETagHidden`.
 *
 * @example
 * ```ts
 * client.use('verify', verifyContent())
 * ```
 */
export function verifyContent(): Middleware {
  return async (call, next) => {
    const { output: sources } = call.command.operation as { output: { ETag?: unknown } }
    const { body } = call.request
    // A stream can be read once only, by the transport.
    const uploads = body !== undefined && isReplayable(body) && sources.ETag === 'header etag'
    const hash = uploads ? loaded(call, md5Base64(body)) : undefined
    hash?.catch(() => undefined)
    const result = await next(call)
    const { headers, status } = result.response
    if (hash) {
      const etag = headers.get('etag')
      if (etag === null) {
        const hint = 'Name ETag in an ExposeHeader of the CORS rules of the bucket.'
        throw fault(call, { code: 'ETagHidden', message: 'stored, but not to be verified', hint })
      }
      compare(call, etag, await hash)
    }
    const { Body: content } = (result.output ?? {}) as { Body?: ObjectBody }
    const whole = status === 200 && /^(identity)?$/.test(headers.get('content-encoding') ?? '')
    if (!content?.body || !whole || !md5Of(headers.get('etag'))) return result
    const stream = content.body.pipeThrough(await hashing(call, headers.get('etag') ?? ''))
    return {
      ...result,
      output: { ...result.output, Body: toBody(bytesOf(stream), result.response) },
    }
  }
}

/** Lets bytes through, and fails at their end if they are not those of the ETag. */
async function hashing(
  call: Call,
  etag: string,
): Promise<TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>> {
  const { createMd5 } = await loaded(call, import('./request/md5-engine.js'))
  const md5 = createMd5()
  return new TransformStream({
    transform(bytes, controller) {
      md5.update(bytes.slice().buffer)
      controller.enqueue(bytes)
    },
    flush() {
      compare(call, etag, md5.digest())
    },
  })
}

function compare(call: Call, etag: string, base64: string): void {
  const wanted = md5Of(etag)
  const found = Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
  if (wanted === undefined || wanted === found.join('')) return
  const message = `content has the MD5 ${found.join('')}, but its ETag is ${wanted}`
  throw fault(call, { code: 'Integrity', message })
}

/** The MD5 that an ETag is, unless it is something else. */
function md5Of(etag: string | null): string | undefined {
  return /^"?([\da-f]{32})"?$/i.exec(etag ?? '')?.[1]?.toLowerCase()
}
