import { refuser, type Call } from '@oos-js/core'

/** Refuses headers and metadata that OOS has no room for (guide 2.3.1). */
export function checkObjectHeaders(call: Call): void {
  const headers = [...call.request.headers]
  const metadata = headers.filter(([name]) => name.startsWith('x-amz-meta-'))
  if (sizeOf(metadata) - 'x-amz-meta-'.length * metadata.length > 2048) {
    throw refuser(call, 'Metadata')('must be up to 2048 bytes of names and values')
  }
  if (sizeOf(headers) > 8192) {
    throw refuser(call, 'Metadata')('and the other headers must be up to 8192 bytes')
  }
}

/** Bytes: names and values are ASCII. */
function sizeOf(headers: readonly (readonly string[])[]): number {
  return headers.flat().join('').length
}
