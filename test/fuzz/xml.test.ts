import { parseXml, XmlElement as Strict } from '@rgrove/parse-xml'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maximumDepth, type XmlElement } from '../../packages/core/src/xml/element.js'
import { decodeEntities } from '../../packages/core/src/xml/entities.js'
import { parseAny } from '../../packages/core/src/xml/library.js'
import { parsePlain } from '../../packages/core/src/xml/plain.js'
import { createRandom } from '../core/support/random.ts'
import { render, tree } from '../core/support/trees.ts'
import { mutated, runs, timeout } from './runs.ts'

const written = (extras: boolean): fc.Arbitrary<string> =>
  fc
    .tuple(tree, fc.integer())
    .map(([root, seed]) => render(root, { random: createRandom(seed), extras }))

const byPlain = (document: string) => read(() => parsePlain(document))
const byLibrary = (document: string) => read(() => parseAny(document, decodeEntities, maximumDepth))
const byStrict = (document: string) => read(() => plainOf(parseXml(document.trimStart()).root))

/** parse-xml takes `&#1#;` for a reference. */
const misread = /&#(?!\d+;|x[\da-f]+;)/i

/** What a reader makes of a document; `undefined` when it refuses. */
function read(parse: () => XmlElement | undefined): XmlElement | undefined {
  try {
    return withoutSpace(parse())
  } catch {
    return undefined
  }
}

describe('a document of any tree', () => {
  it('is read alike by the plain reader and by parse-xml', { timeout }, () => {
    const property = fc.property(written(false), (document) => {
      expect(byPlain(document)).toEqual(byStrict(document))
    })
    fc.assert(property, runs)
  })

  it('is read alike by fast-xml-parser and by parse-xml', { timeout }, () => {
    const property = fc.property(written(true), (document) => {
      const strict = byStrict(document)
      if (isForLibrary(strict)) expect(byLibrary(document)).toEqual(strict)
    })
    fc.assert(property, runs)
  })
})

describe('a document that was damaged', () => {
  it(
    'is refused by the plain reader, or read as parse-xml does if that reads it',
    { timeout },
    () => {
      const property = fc.property(mutated(written(false)), (document) => {
        const [ours, strict] = [byPlain(document), byStrict(document)]
        if (ours !== undefined && strict !== undefined) expect(ours).toEqual(strict)
      })
      fc.assert(property, runs)
    },
  )

  it('that parse-xml still reads is read alike by one of our readers', { timeout }, () => {
    const property = fc.property(mutated(written(false)), (document) => {
      const strict = byStrict(document)
      if (strict === undefined || misread.test(document)) return
      const ours = byPlain(document) ?? byLibrary(document)
      // What is only for fast-xml-parser is read as far as that goes.
      if (ours !== undefined || !/<\?(?!xml\s)|<!--/.test(document)) expect(ours).toEqual(strict)
    })
    fc.assert(property, runs)
  })
})

/** The library refuses or renames elements that are called like members of every object. */
function isForLibrary(root: XmlElement | undefined): root is XmlElement {
  if (root === undefined || root.name in {} || root.name === 'prototype') return false
  return root.children.every(isForLibrary)
}

function plainOf(element: Strict | null): XmlElement | undefined {
  if (element === null) return undefined
  const children = element.children.filter((child) => child instanceof Strict)
  return {
    name: element.name.slice(element.name.indexOf(':') + 1),
    text: children.length > 0 ? '' : element.text,
    children: children.map((child) => plainOf(child)!),
  }
}

/** White space between elements is nobody's. */
function withoutSpace(root: XmlElement | undefined): XmlElement | undefined {
  if (root === undefined) return undefined
  const children = root.children.map((child) => withoutSpace(child)!)
  return { name: root.name, text: children.length > 0 ? '' : root.text, children }
}
