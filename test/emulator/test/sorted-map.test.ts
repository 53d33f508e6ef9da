import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageOf } from '../src/page.js'
import { SortedMap, compareUtf8 } from '../src/sorted-map.js'

// Few characters, so that keys meet and lie below one another; the last two change places in UTF-16.
const key = fc
  .array(fc.constantFrom('a', 'b', '/', '\uffee', '\u{10000}'), { maxLength: 5 })
  .map((characters) => characters.join(''))

const step = fc.record({ key, kind: fc.constantFrom('set', 'set', 'set', 'delete') })

const bytesOf = (text: string): Buffer => Buffer.from(text)

function filled(keys: Iterable<string>): SortedMap<string> {
  const map = new SortedMap<string>(4)
  for (const one of keys) map.set(one, `value of ${one}`)
  return map
}

const sorted = (keys: Iterable<string>): string[] =>
  [...keys].sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)))

describe('a sorted map', () => {
  it('orders keys as their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(bytesOf(a), bytesOf(b)))
      }),
    )
  })

  it('is what a map is whose keys are sorted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const map = new SortedMap<number>(4)
        const model = new Map<string, number>()
        for (const [index, { key: name, kind }] of steps.entries()) {
          if (kind === 'set') map.set(name, index)
          else expect(map.delete(name)).toBe(model.has(name))
          if (kind === 'set') model.set(name, index)
          else model.delete(name)
          expect([map.get(name), map.has(name)]).toEqual([model.get(name), model.has(name)])
        }
        expect(map.keys()).toEqual(sorted(model.keys()))
        expect(map.values()).toEqual(map.keys().map((name) => model.get(name)))
        expect(map.size).toBe(model.size)
      }),
    )
  })

  it('keeps order through many blocks, whatever the order of writing', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `${(index * 7919) % 5000}`)
    const map = filled(names)
    for (const name of names.slice(0, 4000)) map.delete(name)
    expect(map.keys()).toEqual(sorted(names.slice(4000)))
    expect(map.get(names[4000] ?? '')).toBe(`value of ${names[4000]}`)
  })

  it('walks from any place on', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key), key, (keys, from) => {
        const found = [...filled(keys).seek((name) => compareUtf8(name, from) < 0)]
        const expected = sorted(keys).filter((name) => compareUtf8(name, from) >= 0)
        expect(found).toEqual(expected.map((name) => [name, `value of ${name}`]))
      }),
    )
  })

  it('is empty once it is cleared', () => {
    const map = filled(['a', 'b'])
    map.clear()
    expect([map.size, map.keys(), map.get('a')]).toEqual([0, [], undefined])
  })
})

/** All entries of a listing, found by looking at every key. */
function namesIn(keys: readonly string[], prefix: string, delimiter: string | undefined): string[] {
  const below = sorted(keys).filter((name) => name.startsWith(prefix))
  const names = below.map((name) => {
    const end = delimiter === undefined ? -1 : name.indexOf(delimiter, prefix.length)
    return end === -1 ? name : name.slice(0, end + 1)
  })
  return [...new Set(names)]
}

describe('a page', () => {
  const asked = fc.record({ prefix: key, delimiter: fc.constantFrom('/', undefined) })

  it('has what looking at every key would find', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key), asked, fc.nat(8), (keys, query, most) => {
        const { entries, isTruncated } = pageOf(filled(keys), {
          ...query,
          most,
          isGiven: () => false,
        })
        const all = namesIn(keys, query.prefix, query.delimiter)
        expect(entries.map(({ name }) => name)).toEqual(all.slice(0, most))
        expect(isTruncated).toBe(most > 0 && all.length > most)
      }),
    )
  })

  // Comparisons and entries, not time.
  const workOn = (
    size: number,
    query: { prefix: string; delimiter: string | undefined },
  ): number => {
    let work = 0
    class CountingMap extends SortedMap<string> {
      override *seek(
        isBefore: (key: string) => boolean,
      ): Generator<readonly [key: string, value: string], void> {
        const counting = (name: string): boolean => {
          work += 1
          return isBefore(name)
        }
        for (const entry of super.seek(counting)) {
          work += 1
          yield entry
        }
      }
    }
    const map = new CountingMap()
    for (let index = 0; index < size; index += 1) {
      map.set(`folder-${index % 10}/${`${index}`.padStart(7, '0')}`, '')
    }
    pageOf(map, { ...query, most: 100, isGiven: (name) => name <= 'folder-5/' })
    return work
  }

  it.each([
    ['of keys', { prefix: '', delimiter: undefined }, 101 + 20],
    ['of keys with a prefix', { prefix: 'folder-7/', delimiter: undefined }, 101 + 20],
    ['of common prefixes', { prefix: '', delimiter: '/' }, 6 * 20],
  ])('%s takes no more work in a hundred times as many keys', (_, query, most) => {
    const [few, many] = [workOn(1000, query), workOn(100_000, query)]
    expect(few).toBeLessThan(most)
    // Halving a hundred times as many takes 7 steps more for each place that is sought, and it is done in
    // two goes.
    expect(many - few).toBeLessThanOrEqual((7 + 2) * 6)
  })
})
