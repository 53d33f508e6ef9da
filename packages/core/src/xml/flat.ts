import { decodeEntities } from './entities.js'

/** Tells whether a text is one whole document with this root: it begins with it, and ends with its end. */
export function isDocument(root: string, text: string): boolean {
  const name = `(?:\\w+:)?${root}`
  return RegExp(
    `^\\s*(?:<\\?xml[^>]*>\\s*)?<${name}(?:\\s[^<>]*)?(?:/|>[^]*</${name}\\s*)>\\s*$`,
  ).test(text)
}

/**
 * Text of the first element of that name. For documents of one level.
 *
 * @throws Error for a bad character reference.
 */
export function textOf(name: string, text: string): string | undefined {
  const [, content] = RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(text) ?? []
  return content && decodeEntities(content)
}
