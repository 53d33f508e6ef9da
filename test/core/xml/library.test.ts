import { describe, expect, it } from 'vitest'
import { maximumDepth } from '../../../packages/core/src/xml/element.js'
import { decodeEntities } from '../../../packages/core/src/xml/entities.js'
import { parseAny } from '../../../packages/core/src/xml/library.js'
import { parsePlain } from '../../../packages/core/src/xml/plain.js'

const any = (document: string) => parseAny(document, decodeEntities, maximumDepth)
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

/** Whether a reader takes a document. */
function takes(read: (document: string) => unknown, document: string): boolean {
  try {
    read(document)
    return true
  } catch {
    return false
  }
}

describe('the complete reader', () => {
  it('keeps the text around comments, processing instructions and CDATA', () => {
    expect(any('<a>1<!-- 2 -->3<?x 4?>5<![CDATA[<6>]]>&amp;7</a>').text).toBe('135<6>&7')
  })

  it('decodes no reference twice', () => {
    expect(any('<!----><a>&amp;lt; &#38;gt; <![CDATA[&amp;]]></a>').text).toBe('&lt; &gt; &amp;')
  })

  it.each(['007', '1e5', ' a ', '\n', 'true', '0x10', '1_000'])(
    'leaves the text %j alone',
    (text) => {
      expect(any(`<!----><a>${text}</a>`).text).toBe(text)
    },
  )

  it.each([
    ['with a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['with a DOCTYPE behind a comment', '<!-- --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['cut', '<!-- --><a><b></a>'],
    ['with two elements', '<!-- --><a/><b/>'],
    ['with text behind the element', '<!-- --><a/>b'],
    ['with text that ends like a tag behind the element', '<!-- --><a/>b>'],
    ['with text between the element and a comment', '<a/>b<!-- -->'],
    ['with nothing but a comment', '<!-- -->'],
    ['with an entity that needs a DOCTYPE', '<!-- --><a>&nbsp;</a>'],
    ['with an ampersand alone', '<!-- --><a>a & b</a>'],
    ['with an unfinished comment', '<!-- <a/>'],
    ['with an unfinished processing instruction', '<?x <a/>'],
  ])('refuses a document %s', (_how, document) => {
    expect(() => any(document)).toThrow()
  })

  it('takes a DOCTYPE in a comment for what it is', () => {
    expect(any('<!-- <!DOCTYPE a> --><a>b</a>').text).toBe('b')
  })

  it('takes a DOCTYPE in CDATA for what it is', () => {
    expect(any('<!-- --><a><![CDATA[<!DOCTYPE a>]]></a>').text).toBe('<!DOCTYPE a>')
  })

  it.each(['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
    'keeps the name of an element that is called %s',
    (name) => {
      expect(any(`<!----><a><${name}>b</${name}></a>`).children[0]?.name).toBe(name)
    },
  )

  it.each(['__proto__', 'constructor', 'prototype'])(
    'refuses an element that is called %s, and pollutes nothing',
    (name) => {
      expect(() => any(`<!----><a><${name}><b>c</b></${name}></a>`)).toThrow(name)
      expect(Object.keys(Object.prototype)).toEqual([])
    },
  )

  it.each([1, 2, 30, 31, 32, 33, 34, 100])(
    'agrees with the plain reader about %i levels',
    (depth) => {
      const document = nested(depth)
      expect(takes(any, document)).toBe(takes(parsePlain, document))
    },
  )
})
