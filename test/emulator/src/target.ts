import { OosFault } from './errors.js'

/** A request target, taken apart but not normalised. */
export interface Target {
  /** The path exactly as sent: what Signature V2 signs. */
  readonly path: string
  readonly query: readonly Parameter[]
}

/** One query parameter, decoded. */
interface Parameter {
  readonly name: string
  readonly value: string
  /** The value's bytes, one character each: for signatures and header values. */
  readonly bytes: string
}

/** Splits a raw request target, in origin form or absolute form. */
export function parseTarget(raw: string): Target {
  const origin = raw.replace(/^https?:\/\/[^/?#]*/i, '')
  const mark = origin.indexOf('?')
  const path = mark === -1 ? origin : origin.slice(0, mark)
  const query = mark === -1 ? '' : origin.slice(mark + 1)
  const pairs = query.split('&').filter((pair) => pair !== '')
  return { path: path === '' ? '/' : path, query: pairs.map(parseParameter) }
}

/** The first value of a query parameter. */
export function parameter({ query }: Target, name: string): string | undefined {
  return query.find((entry) => entry.name === name)?.value
}

/** Decodes percent-encoded UTF-8, once; `+` stays `+`. */
export function decodePath(encoded: string): string {
  return textOf(percentDecode(encoded))
}

/** The bytes of a string that holds one byte in each character. */
export function bytesOf(binary: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** Reads a string that holds one byte in each character as UTF-8. */
export function textOf(binary: string): string {
  try {
    // A byte order mark is part of a key, so it has to stay.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return decoder.decode(bytesOf(binary))
  } catch {
    throw new OosFault('InvalidURI', 'The URI is not UTF-8.')
  }
}

// Assumed: `+` in a query is a space, as in every Java servlet; the vendor's text does not say.
function parseParameter(pair: string): Parameter {
  const equals = pair.indexOf('=')
  const name = equals === -1 ? pair : pair.slice(0, equals)
  const value = equals === -1 ? '' : pair.slice(equals + 1)
  const bytes = percentDecode(value.replaceAll('+', ' '))
  return { name: decodePath(name.replaceAll('+', ' ')), value: textOf(bytes), bytes }
}

function percentDecode(encoded: string): string {
  return encoded.replace(/%(..)?/gs, (_, digits: string | undefined) => {
    if (digits === undefined || !/^[\da-f]{2}$/i.test(digits)) {
      throw new OosFault('InvalidURI', "Couldn't parse the specified URI.")
    }
    return String.fromCharCode(Number.parseInt(digits, 16))
  })
}
