/** A sorted map as those see it who must not change it. */
export type ReadonlySortedMap<Value> = Pick<
  SortedMap<Value>,
  'get' | 'has' | 'keys' | 'seek' | 'size' | 'values'
>

/**
 * A map by string that is walked in the order of the keys' UTF-8 bytes, as listings are sorted.
 *
 * Its entries lie in blocks of bounded size. To find, set or delete one takes two binary searches and a
 * move within a block, so that the time hardly grows with the size.
 */
export class SortedMap<Value> {
  /** In order; none is empty. */
  readonly #blocks: Block<Value>[] = []
  readonly #mostInBlock: number
  #size = 0

  constructor(mostInBlock = 512) {
    this.#mostInBlock = mostInBlock
  }

  get size(): number {
    return this.#size
  }

  get(key: string): Value | undefined {
    const block = this.#blockOf(key)
    const at = block?.keys[placeIn(block, key)] === key ? placeIn(block, key) : -1
    return block?.values[at]
  }

  has(key: string): boolean {
    const block = this.#blockOf(key)
    return block?.keys[placeIn(block, key)] === key
  }

  set(key: string, value: Value): void {
    const block = this.#blockOf(key)
    if (block === undefined) {
      this.#blocks.push({ keys: [key], values: [value] })
      this.#size = 1
      return
    }
    const at = placeIn(block, key)
    const isNew = block.keys[at] !== key
    block.keys.splice(at, isNew ? 0 : 1, key)
    block.values.splice(at, isNew ? 0 : 1, value)
    if (isNew) this.#size += 1
    if (block.keys.length > this.#mostInBlock) this.#split(block)
  }

  delete(key: string): boolean {
    const block = this.#blockOf(key)
    const at = placeIn(block, key)
    if (block?.keys[at] !== key) return false
    block.keys.splice(at, 1)
    block.values.splice(at, 1)
    this.#size -= 1
    if (block.keys.length === 0) this.#blocks.splice(this.#blocks.indexOf(block), 1)
    return true
  }

  clear(): void {
    this.#blocks.length = 0
    this.#size = 0
  }

  /** All keys in order. */
  keys(): string[] {
    return this.#blocks.flatMap(({ keys }) => keys)
  }

  /** All values, in the order of their keys. */
  values(): Value[] {
    return this.#blocks.flatMap(({ values }) => values)
  }

  /**
   * Walks from the first entry that `isBefore` does not say yes to. It has to say yes to all keys up to
   * some place and to none after it. The map must not be changed on the way.
   */
  *seek(isBefore: (key: string) => boolean): Generator<readonly [key: string, value: Value], void> {
    const blocks = this.#blocks
    const next = partition(blocks.length, (index) => isBefore(blocks[index]?.keys[0] ?? ''))
    const first = blocks[next - 1]
    const at = first && partition(first.keys.length, (i) => isBefore(first.keys[i] ?? ''))
    if (first !== undefined) yield* entriesOf(first, at)
    for (let index = next; index < blocks.length; index += 1) yield* entriesOf(blocks[index])
  }

  // The last block that begins at or before a key, or the first one.
  #blockOf(key: string): Block<Value> | undefined {
    const blocks = this.#blocks
    const begins = (index: number): boolean => compareUtf8(blocks[index]?.keys[0] ?? '', key) <= 0
    return blocks[Math.max(0, partition(blocks.length, begins) - 1)]
  }

  #split(block: Block<Value>): void {
    const half = block.keys.length >> 1
    const later = { keys: block.keys.splice(half), values: block.values.splice(half) }
    this.#blocks.splice(this.#blocks.indexOf(block) + 1, 0, later)
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

interface Block<Value> {
  readonly keys: string[]
  readonly values: Value[]
}

function* entriesOf<Value>(
  block: Block<Value> | undefined,
  from = 0,
): Generator<readonly [string, Value], void> {
  const { keys, values } = block ?? { keys: [], values: [] }
  for (let at = from; at < keys.length; at += 1) {
    yield [keys[at] as string, values[at] as Value]
  }
}

// Where a key is in a block, or would have to be.
function placeIn(block: Block<unknown> | undefined, key: string): number {
  const keys = block?.keys ?? []
  return partition(keys.length, (index) => compareUtf8(keys[index] ?? '', key) < 0)
}

// The first index below `count` that is not before the place sought, by halving.
function partition(count: number, isBefore: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

// UTF-16 puts surrogates (U+10000 and up) below U+E000 to U+FFFF; UTF-8 puts them above.
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}
