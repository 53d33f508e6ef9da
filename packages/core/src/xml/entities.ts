const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Replaces the five named and the numeric character references.
 *
 * @throws Error for anything else behind an ampersand.
 */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([\da-fA-F]+)|(lt|gt|amp|quot|apos));|&/g,
    (all, decimal?: string, hexadecimal?: string, name?: string) => {
      if (all === '&') throw new SyntaxError('bad reference')
      if (name) return named[name] ?? ''
      return String.fromCodePoint(decimal ? Number(decimal) : parseInt(hexadecimal ?? '', 16))
    },
  )
}
