import type { HttpRequest } from '../request/request.js'

/** Why a request may have been refused that was signed well, or not signed at all. */
export function deniedHint({ method }: HttpRequest, signed: string | undefined): string {
  if (signed === undefined) return 'The request was not signed: the client has no credentials.'
  return [
    'An ordinary access key may only use object keys, and list prefixes, that begin with its own access key id.',
    method === 'HEAD' && 'HEAD has no body that could say more: GET may.',
  ]
    .filter(Boolean)
    .join(' ')
}
