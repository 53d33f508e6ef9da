/**
 * Replaces the five named and the numeric character references.
 *
 * @throws Error for anything else behind an ampersand.
 */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:(#x?)?(\w+);)?/g, (reference, numeric?: string, name = '') => {
    const character = numeric
      ? String.fromCodePoint(parseInt(name as string, numeric === '#' ? 10 : 16))
      : { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name as string]
    if (!character) throw new SyntaxError(`bad reference ${reference}`)
    return character
  })
}
