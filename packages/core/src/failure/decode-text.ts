/** Replaces references; what is none stays, for this is only shown. */
export function decodeText(text: string): string {
  const named: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    amp: '&',
  }
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w+));/gi,
    (all: string, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? all
      return String.fromCodePoint(decimal ? Number(decimal) : parseInt(hexadecimal ?? '', 16))
    },
  )
}
