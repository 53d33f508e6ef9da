import { lost } from '../fault.js'
import { inTime } from '../in-time.js'
import type { Call } from '../middleware.js'
import { refuseForeign } from './read-nothing.js'

/** Content of an object, readable once, in the ways a `Response` is. */
export interface ObjectBody extends Pick<
  Response,
  'body' | 'bodyUsed' | 'text' | 'json' | 'blob' | 'arrayBuffer'
> {
  /** Gives up the rest of the content and frees the connection. */
  cancel(): Promise<void>
}

/**
 * Lets `await using` free the connection of an output, whoever reads its content, where the runtime and the
 * program's TypeScript have `Symbol.asyncDispose`.
 */
export type Disposal = {
  readonly [
    Name in keyof SymbolConstructor as Name extends 'asyncDispose'
      ? SymbolConstructor[Name] & symbol
      : never
  ]: () => Promise<void>
}

/** What {@link readBody} gives. */
export interface WithBody {
  /** The content, unread. */
  Body: ObjectBody
}

/** The bytes of a content. */
export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>

let guarded: typeof import('./guarded-body.js') | undefined

/**
 * Gives the answer's body to the caller unread. It fails if it turns out to be shorter than announced, or
 * stalls: what watches it is loaded for it, and where it cannot be, the runtime's own care must do.
 */
export async function readBody(response: Response, call: Call): Promise<WithBody> {
  await refuseForeign(response, call)
  guarded ??= await import('./guarded-body.js').catch(() => undefined)
  if (guarded) return guarded.guard(response, call, inTime, lost)
  const cancel = async (): Promise<void> => response.body?.cancel().catch(() => undefined)
  return { Body: Object.assign(response, { cancel }) }
}
