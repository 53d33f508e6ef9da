/** Header fields in the order received, names as sent. */
export type HeaderFields = readonly (readonly [name: string, value: string])[]

/** Joins the values of a header as Signature V2 does: by a comma, without a space. */
export function header(fields: HeaderFields, name: string): string | undefined {
  const values = fields
    .filter(([sent]) => sent.toLowerCase() === name)
    .map(([, value]) => trim(value))
  return values.length === 0 ? undefined : values.join(',')
}

/** The headers whose lower-case name starts with a prefix: one entry a name, in order of names. */
export function headersWith(fields: HeaderFields, prefix: string): [name: string, value: string][] {
  const names = fields.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith(prefix))
  return [...new Set(names)].sort().map((name) => [name, header(fields, name) ?? ''])
}

/** Whether bytes can be the value of a header: no control characters (RFC 9110, 5.5). */
export function isHeaderValue(bytes: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(bytes)
}

/** What the fields take on the wire, in bytes. */
export function sizeOf(fields: HeaderFields): number {
  return fields.reduce(
    (sum, [name, value]) => sum + name.length + value.length + ': \r\n'.length,
    0,
  )
}

function trim(value: string): string {
  return value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}
