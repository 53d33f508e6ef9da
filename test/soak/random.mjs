/** A source of chance that gives the same numbers for the same seed (mulberry32). */
export function createRandom(seed) {
  let state = seed | 0
  /** A number from 0 up to 1. */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound) => Math.floor(next() * bound)
  return {
    next,
    below,
    pick: (list) => list[below(list.length)],
    /** One of the entries `[weight, value]`. */
    weighted(entries) {
      let left = next() * entries.reduce((sum, [weight]) => sum + weight, 0)
      return entries.find(([weight]) => (left -= weight) < 0)?.[1] ?? entries[0][1]
    },
  }
}
