import { md5Base64 } from '@oos-js/core'

/** An ETag without quotes and marks, to compare with. */
export function bareTag(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\/|"/g, '').toLowerCase()
}

/** The MD5 that an ETag is, as base64 is written in headers: hexadecimal. */
export function hexOf(base64: string): string {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(
    '',
  )
}

/** Whether content with that MD5 can have that ETag. Of an ETag that is no MD5 nothing can be told. */
export function mayHaveTag(md5: string | undefined, tag: string): boolean {
  return md5 === undefined || !/^[\da-f]{32}$/.test(tag) || tag === hexOf(md5)
}

/** The ETag of an object that was put together from parts: the MD5 of their MD5s, and their number. */
export async function multipartTag(tags: readonly string[]): Promise<string> {
  const pairs = tags.join('').match(/../g) ?? []
  const bytes = Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
  return `${hexOf(await md5Base64(bytes))}-${tags.length}`
}
