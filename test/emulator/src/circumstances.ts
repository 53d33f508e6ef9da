import type { Circumstances } from './policy-conditions.js'
import { header, type HeaderFields } from './wire-headers.js'
import type { HandleContext } from './world.js'

/** What a request says of itself to the conditions of policies. */
export function circumstancesOf(
  { url }: Pick<Request, 'url'>,
  headers: HeaderFields,
  { address, isSecure = new URL(url).protocol === 'https:' }: HandleContext,
): Circumstances {
  const referer = header(headers, 'referer')
  const agent = header(headers, 'user-agent')
  return {
    'aws:SecureTransport': String(isSecure),
    ...(referer === undefined ? {} : { 'aws:Referer': referer }),
    ...(agent === undefined ? {} : { 'aws:UserAgent': agent }),
    ...(address === undefined ? {} : { 'aws:SourceIp': address }),
  }
}
