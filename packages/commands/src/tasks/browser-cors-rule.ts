import type { CORSMethod, CORSRule } from '../shapes/cors.js'

/** Options of {@link browserCorsRule}. */
export interface BrowserCorsRuleOptions {
  /**
   * Methods that the page uses.
   *
   * @defaultValue all five
   */
  readonly methods?: readonly CORSMethod[] | undefined
  /** Names of metadata that the page reads, for example `author` for `x-amz-meta-author`. */
  readonly metadata?: readonly string[] | undefined
  /**
   * Seconds for which a browser may keep the answer to a preflight.
   *
   * @defaultValue 3600
   */
  readonly maxAgeSeconds?: number | undefined
}

/**
 * The rule that lets pages of an origin use a bucket with this SDK: it may send every header that the
 * commands send, and sees every header that they read. For `PutBucketCorsCommand`.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutBucketCorsCommand({
 *     Bucket: 'photos',
 *     CORSConfiguration: { CORSRules: [browserCorsRule('https://app.example.com')] },
 *   }),
 * )
 * ```
 */
export function browserCorsRule(
  origin: string,
  { methods, metadata = [], maxAgeSeconds = 3600 }: BrowserCorsRuleOptions = {},
): CORSRule {
  return {
    AllowedOrigins: [origin],
    AllowedMethods: [...(methods ?? (['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] as const))],
    AllowedHeaders: ['*'],
    // Without Date a wrong clock cannot be told, without ETag no upload in parts be completed.
    ExposeHeaders: [
      'ETag',
      'Date',
      'Retry-After',
      'x-amz-request-id',
      'x-ctyun-request-id',
      'Content-Range',
      'Accept-Ranges',
      'Content-Disposition',
      'Content-Encoding',
      'x-amz-expiration',
      'x-amz-storage-class',
      'x-ctyun-metadata-location',
      'x-ctyun-data-location',
      ...metadata.map((name) => `x-amz-meta-${name}`),
    ],
    MaxAgeSeconds: maxAgeSeconds,
  }
}
