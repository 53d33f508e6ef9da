import { decodeEntities } from './entities.js'

/** What is inside a document with this root; `undefined` for text that is not one, or not a whole one. */
export function contentOf(root: string, text: string): string | undefined {
  const name = `(?:\\w+:)?${root}`
  const document = RegExp(
    `^\\s*(?:<\\?xml[^>]*>\\s*)?<${name}(?:\\s[^<>]*)?(?:/|>([^]*)</${name}\\s*)>\\s*$`,
  ).exec(text)
  return document ? (document[1] ?? '') : undefined
}

/** Tells whether there is nothing but elements that hold text. */
export function isFlat(content: string): boolean {
  const leaf = /<([^\s<>/!?]+)(?:\s[^<>]*)?(?:\/>|>[^<]*<\/([^\s<>]+)\s*>)/g
  return !content
    .replace(leaf, (all, open: string, close = open) => (open === close ? '' : all))
    .trim()
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
