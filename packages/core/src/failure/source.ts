import type { Call } from '../middleware.js'

/** What an error says of a file that is gone or was changed. */
export const sourceChanged = {
  code: 'SourceChanged',
  message: 'the file of Body was changed',
} as const

/**
 * Tells whether the file of a body can be read to its end. Firefox reads whatever there is, so that a file
 * of as many bytes as before passes for the one that was chosen.
 */
export async function isReadable({ request }: Call): Promise<boolean> {
  const body = request.body as Sliceable | undefined
  try {
    const last = await body?.slice?.(-1).arrayBuffer?.()
    return !(last && last.byteLength < Math.min(1, body?.size ?? 0))
  } catch {
    return false
  }
}

/** A Blob; of text and bytes it is known that they are there. */
interface Sliceable {
  readonly size?: number
  readonly slice?: (start: number) => { readonly arrayBuffer?: () => Promise<ArrayBuffer> }
}
