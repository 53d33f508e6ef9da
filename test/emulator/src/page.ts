import { compareUtf8, type ReadonlySortedMap } from './sorted-map.js'

/** What a listing is asked for. */
export interface PageQuery {
  readonly prefix: string
  readonly delimiter: string | undefined
  /** How many entries there may be. */
  readonly most: number
  /** Says yes to all names that earlier pages have given, which are the first ones. */
  readonly isGiven: (name: string) => boolean
}

/** A listed thing, or a common prefix, which has no value. */
interface PageEntry<Value> {
  readonly name: string
  readonly value: Value | undefined
}

export interface Page<Value> {
  readonly entries: readonly PageEntry<Value>[]
  readonly isTruncated: boolean
}

/**
 * Takes a page out of a sorted map. It looks at the entries it gives and finds its way between them, past
 * everything below a common prefix at once, so the time grows with the page and hardly with the map.
 */
export function pageOf<Value>(map: ReadonlySortedMap<Value>, query: PageQuery): Page<Value> {
  const { prefix, delimiter, most, isGiven } = query
  const entries: PageEntry<Value>[] = []
  let walk = map.seek((key) => compareUtf8(key, prefix) < 0 || isGiven(key))
  for (let step = walk.next(); step.done !== true; step = walk.next()) {
    const [key, value] = step.value
    if (!key.startsWith(prefix)) break
    // Who asks for nothing gets all of it.
    if (entries.length === most) return { entries, isTruncated: most > 0 }
    const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length)
    if (end === -1) entries.push({ name: key, value })
    else {
      const name = key.slice(0, end + 1)
      entries.push({ name, value: undefined })
      walk = map.seek((other) => compareUtf8(other, name) < 0 || other.startsWith(name))
    }
  }
  return { entries, isTruncated: false }
}
