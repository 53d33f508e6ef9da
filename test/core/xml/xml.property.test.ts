import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maximumDepth, type XmlElement } from '../../../packages/core/src/xml/element.js'
import { decodeEntities } from '../../../packages/core/src/xml/entities.js'
import { parseAny } from '../../../packages/core/src/xml/library.js'
import { parsePlain } from '../../../packages/core/src/xml/plain.js'
import { createRandom } from '../support/random.js'
import { render, tree } from '../support/trees.js'

const any = (document: string) => leaves(parseAny(document, decodeEntities, maximumDepth))
const plain = (document: string) => leaves(parsePlain(document))
/** The library refuses or renames elements that are called like members of every object. */
const harmless = tree.filter(
  (root) => !names(root).some((name) => name in {} || name === 'prototype'),
)

/** The tree without the white space between elements: nothing reads that. */
function leaves(root: XmlElement | undefined): XmlElement | undefined {
  if (!root) return undefined
  const children = root.children.map((child) => leaves(child)!)
  return { name: root.name, text: children.length > 0 ? '' : root.text, children }
}

function names({ name, children }: XmlElement): string[] {
  return [name, ...children.flatMap(names)]
}

const seeds = fc.integer()

describe('any tree, written in any way,', () => {
  it('is read by the plain reader', () => {
    fc.assert(
      fc.property(tree, seeds, (root, seed) => {
        const document = render(root, { random: createRandom(seed), extras: false })
        expect(plain(document)).toEqual(root)
      }),
      { numRuns: 2000, seed: 3 },
    )
  }, 60_000)

  it('is read by the complete reader into the same tree', () => {
    fc.assert(
      fc.property(harmless, seeds, (root, seed) => {
        const document = render(root, { random: createRandom(seed), extras: false })
        expect(any(document)).toEqual(root)
      }),
      { numRuns: 2000, seed: 4 },
    )
  }, 60_000)
})

describe('any tree, written with comments and processing instructions,', () => {
  it('is left to the complete reader by the plain one', () => {
    fc.assert(
      fc.property(tree, seeds, (root, seed) => {
        const document = render(root, { random: createRandom(seed), extras: true })
        expect(parsePlain(document)).toBeUndefined()
      }),
      { numRuns: 1000, seed: 5 },
    )
  }, 60_000)

  it('is read by the complete reader', () => {
    fc.assert(
      fc.property(harmless, seeds, (root, seed) => {
        const document = render(root, { random: createRandom(seed), extras: true })
        expect(any(document)).toEqual(root)
      }),
      { numRuns: 2000, seed: 6 },
    )
  }, 60_000)
})

describe('a document that is cut anywhere', () => {
  it('is never read', () => {
    fc.assert(
      fc.property(tree, seeds, fc.double({ min: 0, max: 1, noNaN: true }), (root, seed, part) => {
        const document = render(root, { random: createRandom(seed), extras: false }).trimEnd()
        const cut = document.slice(0, Math.floor(part * (document.length - 1)))
        let read: unknown
        try {
          read = parsePlain(cut)
        } catch {
          // As it should be.
        }
        expect(read).toBeUndefined()
      }),
      { numRuns: 2000, seed: 7 },
    )
  }, 60_000)
})
