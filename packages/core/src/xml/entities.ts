const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Replaces the five named and the numeric character references.
 *
 * @throws SyntaxError for anything else behind an ampersand.
 */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,8})|#(\d{1,8})|(lt|gt|amp|quot|apos));|&/gi,
    (reference, hexadecimal?: string, decimal?: string, name?: string) => {
      const point = hexadecimal ? parseInt(hexadecimal, 16) : Number(decimal)
      const character =
        name === undefined
          ? point > 0 &&
            point <= 0x10ffff &&
            (point & ~0x7ff) !== 0xd800 &&
            String.fromCodePoint(point)
          : named[name]
      if (!character) throw new SyntaxError(`bad reference at "${reference}"`)
      return character
    },
  )
}
