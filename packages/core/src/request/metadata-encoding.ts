import type { InputCall, Middleware } from '../middleware.js'

/** How text travels in metadata; see {@link metadataEncoding}. */
export type MetadataEncoding = 'rfc2047' | 'uri'

type Metadata = Readonly<Record<string, unknown>>

/**
 * Middleware that lets metadata be text of any language, which headers cannot carry: values are encoded
 * when they are sent, and decoded when they are read. `uri` writes `%E4%B8%AD` like a URL, `rfc2047`
 * writes `=?UTF-8?B?5Lit?=` like e-mail, as Amazon S3 shows such values. A value that needs none stays as
 * it is, and one that others have written in the same way is decoded as well. The limit of 2 KB is for
 * what is sent. OOS itself leaves the choice to its clients.
 *
 * @example
 * ```ts
 * client.use('metadata', metadataEncoding('uri'), { step: 'input' })
 * ```
 */
export function metadataEncoding(encoding: MetadataEncoding): Middleware<InputCall> {
  const [encode, decode] = encoding === 'uri' ? [encodeUri, decodeUri] : [encodeWords, decodeWords]
  return async (call, next) => {
    const { operation, input } = call.command
    const encoded = { ...input, ...mapped(input, encode) }
    const result = await next({ ...call, command: { operation, input: encoded } })
    return result.output
      ? { ...result, output: { ...result.output, ...mapped(result.output, decode) } }
      : result
  }
}

/** The metadata of an input or output, if it has any, with other values; half characters are left as they are. */
function mapped(holder: object, change: (text: string) => string): { Metadata?: Metadata } {
  const { Metadata } = holder as { Metadata?: Metadata | null }
  if (Object.prototype.toString.call(Metadata) !== '[object Object]') return {}
  const entries = Object.entries(Metadata ?? {}).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' && !/\p{Cs}/u.test(value) ? change(value) : value,
  ])
  return { Metadata: Object.fromEntries(entries) }
}

/** What headers do not carry, or would lose: spaces around a value. */
const unfit = /[^ -~]|^ | $/u

function encodeUri(text: string): string {
  // A percent sign that stayed could be taken for the beginning of an escape.
  return unfit.test(text) || text.includes('%')
    ? text.replace(/[^ -$&-~]+|^ +| +$/gu, encodeURIComponent)
    : text
}

function decodeUri(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function encodeWords(text: string): string {
  if (!unfit.test(text) && !text.includes('=?')) return text
  const words: string[] = []
  let binary = ''
  // A word has 75 characters at most, and no character lies in two of them.
  for (const character of text) {
    const bytes = String.fromCharCode(...new TextEncoder().encode(character))
    if (binary.length + bytes.length > 45) {
      words.push(binary)
      binary = ''
    }
    binary += bytes
  }
  return [...words, binary].map((word) => `=?UTF-8?B?${btoa(word)}?=`).join(' ')
}

function decodeWords(text: string): string {
  // White space between two words belongs to neither.
  const joined = text.replace(/\?=\s+(?==\?)/g, '?=')
  return joined.replace(
    /=\?([\w-]+)\?([bq])\?([!->@-~]*)\?=/gi,
    (word, charset: string, kind: string, content: string) => {
      try {
        const binary = /b/i.test(kind) ? atob(content) : unquote(content)
        const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
        return new TextDecoder(charset, { ignoreBOM: true }).decode(bytes)
      } catch {
        return word
      }
    },
  )
}

function unquote(text: string): string {
  return text
    .replaceAll('_', ' ')
    .replace(/=([\dA-F]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
}
