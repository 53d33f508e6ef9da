import type { OosClient } from '../client.js'
import type { WithMetadata } from '../answer/output.js'
import { OosError } from '../errors.js'
import { refuser } from '../fault.js'
import type { Operation } from '../operation.js'
import { checkKey } from '../request/check.js'
import { writeMetadata } from '../request/write-metadata.js'
import { checkLife, type LifeOptions } from './check-life.js'
import { signWith } from './sign-with.js'

/** What a form may upload. */
export interface PostPolicyOptions extends LifeOptions {
  /** Bucket to write to. */
  readonly bucket: string
  /**
   * Name of the object; or else `keyPrefix`. `${filename}` in it stands for the name of the file, which the
   * form may replace by any other.
   */
  readonly key?: string | undefined
  /** What the name of the object must begin with; the file's name follows unless the form has another key. */
  readonly keyPrefix?: string | undefined
  /** Bytes that the file may have at most. */
  readonly maxBytes: number
  /**
   * Bytes that the file must have at least.
   *
   * @defaultValue 0
   */
  readonly minBytes?: number | undefined
  /** Media type that the file must have; `image/*` stands for all that begin so. Any if left out. */
  readonly contentType?: string | undefined
  /** Metadata of the object. */
  readonly metadata?: Readonly<Record<string, string>> | undefined
  /**
   * Status of success: 201 comes with a document that names the object.
   *
   * @defaultValue 201
   */
  readonly successStatus?: 200 | 201 | 204 | undefined
}

/** A form that uploads one file: an address, and fields to send with it before the file. */
export interface PostPolicy {
  /** Where the form goes, with POST as `multipart/form-data`. */
  readonly url: string
  /** Fields of the form, by name. They may be seen by whoever uses it; no secret is in them. */
  readonly fields: Readonly<Record<string, string>>
  /** When it ends. */
  readonly expiresAt: Date
}

/**
 * Makes a form with which a page, or any browser without a script, uploads one file: with a size, a type
 * and a name that it cannot change, which a signed link could not limit (OOS developer document V6, 4.3.14).
 *
 * @example
 * ```ts
 * const { url, fields } = await createPostPolicy(client, {
 *   bucket: 'photos',
 *   keyPrefix: 'inbox/',
 *   contentType: 'image/*',
 *   maxBytes: 5_000_000,
 * })
 * ```
 */
export async function createPostPolicy(
  client: OosClient,
  options: PostPolicyOptions,
): Promise<PostPolicy> {
  checkOptions(options)
  const { bucket, key, keyPrefix = '', contentType, metadata } = options
  const { successStatus = 201, minBytes = 0, maxBytes } = options
  const name = key ?? `${keyPrefix}\${filename}`
  const input = { Bucket: bucket, key: name, contentType, metadata }
  return signWith(client, { operation, input }, async (call, { signer, now, url }) => {
    if (!signer) {
      throw refuser(call, 'credentials')('are missing: an anonymous client signs no forms')
    }
    const expiresAt = new Date(now + checkLife(options, call) * 1000)
    const metadataFields = [...call.request.headers].filter(([field]) =>
      field.startsWith('x-amz-meta-'),
    )
    const fixed: Record<string, string> = {
      success_action_status: String(successStatus),
      ...Object.fromEntries(metadataFields),
      ...(signer.sessionToken && { 'x-amz-security-token': signer.sessionToken }),
      ...(contentType && !contentType.endsWith('*') && { 'Content-Type': contentType }),
    }
    const isOpen = name.includes('${filename}')
    const conditions = [
      { bucket },
      ['content-length-range', minBytes, maxBytes],
      // The service puts the file's name in before it looks at the condition (assumed).
      isOpen ? ['starts-with', '$key', name.split('${filename}', 1)[0]] : { key: name },
      ...(fixed['Content-Type'] ? [] : [['starts-with', '$Content-Type', prefixOf(contentType)]]),
      ...Object.entries(fixed).map(([field, value]) => ({ [field]: value })),
    ]
    const policy = btoa(asciiJson({ expiration: expiresAt.toISOString(), conditions }))
    return {
      url,
      fields: {
        key: name,
        ...fixed,
        AWSAccessKeyId: signer.accessKeyId,
        policy,
        signature: await signer.sign(policy),
      },
      expiresAt,
    }
  })
}

interface PolicyInput {
  Bucket: string
  key: string
  contentType?: string | undefined
  metadata?: Readonly<Record<string, string>> | undefined
}

/** It is never sent: what its members are bound to refuses what neither a URL nor a header could carry. */
const operation: Operation<PolicyInput, WithMetadata> = {
  name: 'createPostPolicy',
  method: 'POST',
  input: {
    Bucket: 'bucket',
    key: {
      write: (value, _request, refuse) => {
        checkKey(value, refuse)
      },
    },
    contentType: 'header content-type?',
    metadata: { write: writeMetadata, optional: true },
  },
  output: {},
}

/** JSON in ASCII; a `$` in a value is escaped, since the language of policies gives it a meaning. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^ -~]|\$(?!key"|Content-Type")/g,
    (character) => '\\u' + character.charCodeAt(0).toString(16).padStart(4, '0'),
  )
}

function prefixOf(contentType = '*'): string {
  return contentType.slice(0, -1)
}

function checkOptions(options: PostPolicyOptions): void {
  const { key, keyPrefix, minBytes = 0, maxBytes } = options
  if ((key === undefined) === (keyPrefix === undefined) || key === '') {
    throw invalid('key', 'or keyPrefix must be given, and not both')
  }
  if (!Number.isInteger(minBytes) || minBytes < 0) throw invalid('minBytes', 'must be a size')
  if (!Number.isInteger(maxBytes) || maxBytes < minBytes) {
    throw invalid('maxBytes', 'must be a size, no less than minBytes')
  }
}

function invalid(member: string, rule: string): OosError {
  const message = `${member} ${rule}`
  return new OosError({ code: 'InvalidInput', message, operation: 'createPostPolicy', member })
}
