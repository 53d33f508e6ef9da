/** A sorted map as those see it who must not change it. */
export type ReadonlySortedMap<Value> = Pick<
  SortedMap<Value>,
  'get' | 'has' | 'keys' | 'size' | 'values'
>

/** A map by string whose keys can be walked in the order of their UTF-8 bytes, as listings are sorted. */
export class SortedMap<Value> {
  readonly #values = new Map<string, Value>()
  #keys: string[] | undefined

  get size(): number {
    return this.#values.size
  }

  get(key: string): Value | undefined {
    return this.#values.get(key)
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  set(key: string, value: Value): void {
    if (!this.#values.has(key)) this.#keys = undefined
    this.#values.set(key, value)
  }

  delete(key: string): boolean {
    const existed = this.#values.delete(key)
    if (existed) this.#keys = undefined
    return existed
  }

  clear(): void {
    this.#values.clear()
    this.#keys = undefined
  }

  /** All keys in order, sorted anew only after a change. */
  keys(): readonly string[] {
    this.#keys ??= [...this.#values.keys()].sort(compareUtf8)
    return this.#keys
  }

  /** All values, in the order of their keys. */
  *values(): Generator<Value> {
    for (const key of this.keys()) {
      const value = this.#values.get(key)
      if (value !== undefined) yield value
    }
  }
}

/** Compares two strings as their UTF-8 bytes would compare. */
export function compareUtf8(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

// UTF-16 puts surrogates (U+10000 and up) below U+E000 to U+FFFF; UTF-8 puts them above.
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}
