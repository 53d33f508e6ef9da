import type { OosClient } from '../client.js'
import type { Command } from '../command.js'
import { fault, refuser } from '../fault.js'
import type { WithMetadata } from '../answer/output.js'
import type { Call } from '../middleware.js'
import { encode } from '../request/request.js'
import { checkLife, type LifeOptions } from './check-life.js'
import { signWith } from './sign-with.js'
import { stringToSign } from './string-to-sign.js'

/** Options of {@link presign}. */
export interface PresignOptions extends LifeOptions {
  /**
   * Kilobytes a second at which OOS sends the object (OOS developer document V6, 4.3.16). It is part of what is
   * signed.
   *
   * @defaultValue none
   */
  readonly limitRate?: number | undefined
}

/** A request that whoever has it can send, once or often, until it ends. */
export interface PresignedRequest {
  /** Address, with the signature. Keep it out of logs: it is as good as a key for this one request. */
  readonly url: string
  /** HTTP method, which is part of what is signed. */
  readonly method: string
  /** Headers that must be sent along, as they are. */
  readonly headers: Readonly<Record<string, string>>
  /** When it ends. */
  readonly expiresAt: Date
}

/**
 * Makes a link of a command: a request that needs no key to be sent. `Body` is not part of it: give an
 * empty one. What the link does not cover is in what Signature V2 covers: neither the size of an upload
 * nor `Range` (see `createPostPolicy` for uploads with a limit).
 *
 * @throws {@link OosError} `InvalidInput` for commands that carry a document, and for clients without a key.
 *
 * @example
 * ```ts
 * const { url } = await presign(client, new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }), {
 *   expiresIn: 3600,
 * })
 * console.log('share', url)
 * ```
 */
export async function presign<Input extends object, Output extends WithMetadata>(
  client: OosClient,
  command: Command<Input, Output>,
  options: PresignOptions = {},
): Promise<PresignedRequest> {
  return signWith(
    client,
    command,
    async (call, { signer, now, url, target, bucket }) => {
      const refuse = (member: string, rule: string) => refuser(call, member)(rule)
      const { limitRate } = options
      if (limitRate !== undefined && !(Number.isInteger(limitRate) && limitRate > 0)) {
        throw refuse('limitRate', 'must be kilobytes a second, a positive integer')
      }
      if (!signer) throw refuse('credentials', 'are missing: an anonymous client signs no links')
      if (call.request.body !== undefined) throw carriesDocument(call)
      const expires = Math.floor(now / 1000) + Math.floor(checkLife(options, call))
      const { method, headers } = call.request
      const amz = [
        ...(limitRate === undefined ? [] : [['x-amz-limitrate', String(limitRate)]]),
        ...(signer.sessionToken ? [['x-amz-security-token', signer.sessionToken]] : []),
      ]
      const signed = append(target, amz)
      const text = stringToSign({ method, target: signed, headers: [...headers], bucket, expires })
      return {
        url: append(append(url, amz), [
          ['AWSAccessKeyId', signer.accessKeyId],
          ['Expires', String(expires)],
          ['Signature', await signer.sign(text)],
        ]),
        method,
        headers: Object.fromEntries(headers),
        expiresAt: new Date(expires * 1000),
      }
    },
    dropContent,
  )
}

/** The content is not known yet: only its type, which is signed, whatever the runtime would have sent. */
function dropContent(call: Call): void {
  const { command, request } = call
  const isContent = Object.values(command.operation.input).includes('body')
  if (request.body !== undefined && !isContent) throw carriesDocument(call)
  if (!isContent) return
  const { type } = Object(request.body) as { type?: string }
  delete request.body
  if (!request.headers.has('content-type')) {
    request.headers.set('content-type', type || 'application/octet-stream')
  }
}

function carriesDocument(call: Call) {
  return fault(call, {
    code: 'InvalidInput',
    message: 'a link cannot carry the document of this operation',
    hint: 'Send the command instead.',
  })
}

function append(url: string, parameters: readonly (readonly string[])[]): string {
  const search = parameters.map((parameter) => parameter.map(encode).join('=')).join('&')
  return search === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${search}`
}
