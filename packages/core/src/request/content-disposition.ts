import { encode } from './request.js'

/** How a browser should present an object; see {@link contentDisposition}. */
export interface Disposition {
  /** Name of the file, in any language. */
  readonly filename: string
  /**
   * Whether the file is saved or shown.
   *
   * @defaultValue 'attachment'
   */
  readonly type?: 'attachment' | 'inline' | undefined
}

/**
 * Writes a `Content-Disposition` that gives a file a name of any characters (RFC 6266, RFC 8187): once in
 * ASCII for old readers, with `_` for what that lacks, and once as it is.
 *
 * @example
 * ```ts
 * await client.send(
 *   new PutObjectCommand({
 *     Bucket: 'photos',
 *     Key: 'cat.jpg',
 *     Body: file,
 *     ContentDisposition: contentDisposition({ filename: '猫.jpg' }),
 *   }),
 * )
 * ```
 */
export function contentDisposition({ filename, type = 'attachment' }: Disposition): string {
  const whole = filename.replace(/\p{Cs}/gu, '\ufffd')
  // Readers disagree about escapes and about percent signs in the plain form.
  const plain = whole.replace(/[^ -~]|["\\%]/gu, '_')
  const extended = plain === whole ? '' : `; filename*=UTF-8''${encode(whole)}`
  return `${type}; filename="${plain}"${extended}`
}
