/** Everything that can be reached from a value, prototypes, hidden members and accessors included, as text. */
export function everything(value: unknown, seen = new Set()): string {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null)
    return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  const parts: string[] = []
  for (const key of Reflect.ownKeys(value)) {
    parts.push(String(key))
    try {
      parts.push(everything((value as Record<PropertyKey, unknown>)[key], seen))
    } catch {
      // An accessor for another kind of this.
    }
  }
  if (value instanceof Headers) parts.push([...value].flat().join('\n'))
  return parts.join('\n')
}
