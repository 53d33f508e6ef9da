/** Tells whether a text is one whole document with this root: it begins with it, and ends with its end. */
export function isDocument(root: string, text: string): boolean {
  const name = `(?:\\w+:)?${root}`
  return RegExp(
    `^\\s*(?:<\\?xml[^>]*>\\s*)?<${name}(?:\\s[^<>]*)?(?:/|>[^]*</${name}\\s*)>\\s*$`,
  ).test(text)
}

/** Text of the first element of that name, its references not decoded. For documents of one level. */
export function textOf(name: string, text: string): string | undefined {
  return RegExp(`<(?:\\w+:)?${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(text)?.[1]
}
