import { describe, expect, it } from 'vitest'
import { decodeEntities } from '../../../packages/core/src/xml/entities.js'
import { parsePlain } from '../../../packages/core/src/xml/plain.js'

const leaf = (name: string, text: string) => ({ name, text, children: [] })
const textOf = (document: string) => parsePlain(document)?.text

describe('the plain reader', () => {
  it.each([
    '<a>b</a>',
    '<a >b</a >',
    '<a\n>b</a\n>',
    '<n:a xmlns:n="urn:x">b</n:a>',
    '<a xmlns="urn:x" xsi:type=\'Group\'>b</a>',
    '<a b = "c" d=\'"\' e="\'>/">b</a>',
    '\n  <a>b</a>\n  ',
    '<?xml version="1.0"?><a>b</a>',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a>b</a>\r\n',
    ' \n\n<?xml version="1.0"?>\n<a>b</a>',
    '<a><![CDATA[b]]></a>',
    '<a>&#98;</a>',
    '<a>&#x62;</a>',
  ])('reads %j', (document) => {
    expect(parsePlain(document)).toEqual(leaf('a', 'b'))
  })

  it.each(['<a/>', '<a />', '<a></a>', '<a b="c"/>', '<a\n/>', '<a><![CDATA[]]></a>'])(
    'reads the empty element of %j',
    (document) => {
      expect(parsePlain(document)).toEqual(leaf('a', ''))
    },
  )

  it('reads children in their order, empty ones too', () => {
    expect(parsePlain('<a><b>1</b><c/><b>2</b></a>')).toEqual({
      name: 'a',
      text: '',
      children: [leaf('b', '1'), leaf('c', ''), leaf('b', '2')],
    })
  })

  it('drops the text of an element that has children', () => {
    expect(textOf('<a>\n  <b>1</b>\n</a>')).toBe('')
  })

  it.each([
    ['lines of Windows', '1\r\n2\r3', '1\n2\n3'],
    ['lines of Windows in CDATA', '<![CDATA[1\r\n2]]>', '1\n2'],
    ['a carriage return that is meant', '1&#13;2&#xD;3', '1\r2\r3'],
    ['white space', ' \t 1 \n ', ' \t 1 \n '],
    ['CDATA with brackets', '<![CDATA[]] > ]]]]><![CDATA[>]]>', ']] > ]]>'],
    ['CDATA with markup', '<![CDATA[</a>&amp;<!--]]>', '</a>&amp;<!--'],
    ['the named references', '&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
    ['a decoded ampersand', '&amp;lt; &#38;lt;', '&lt; &lt;'],
    ['numeric references', '&#x4e2d;&#x4E2D;&#20013;&#x1F600;', '中中中😀'],
    ['a bare ]]', 'a]]b', 'a]]b'],
    ['a bare >', 'a>b', 'a>b'],
  ])('reads %s', (_what, written, text) => {
    expect(textOf(`<a>${written}</a>`)).toBe(text)
  })

  it.each([
    '<!-- --><a/>',
    '<a><!-- b --></a>',
    '<a/><!-- -->',
    '<?x y?><a/>',
    '<a><?x y?></a>',
    '<?xml version="1.0"?><?x y?><a/>',
  ])('leaves %j to the complete reader', (document) => {
    expect(parsePlain(document)).toBeUndefined()
  })

  it.each([
    '',
    ' ',
    'a',
    '{"a":1}',
    '<',
    '<>',
    '</a>',
    '<a',
    '<a>',
    '<a></b>',
    '<a></A>',
    '<a></a></a>',
    '<a></a',
    '<a></ a>',
    '< a></a>',
    '<a/></a>',
    '<a></a/>',
    '<a><b></a></b>',
    '<n:a></a>',
    '<a></n:a>',
    '<a/><b/>',
    '<a/>b',
    'b<a/>',
    '<a b></a>',
    '<a b=c></a>',
    '<a b="c></a>',
    '<a b="<"></a>',
    '<a b="c\'></a>',
    '<a>&</a>',
    '<a>& b</a>',
    '<a>&amp</a>',
    '<a>&nbsp;</a>',
    '<a>&;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#xg;</a>',
    '<a>&#a;</a>',
    '<a>&#x110000;</a>',
    '<a><![CDATA[b</a>',
    '<a><![CDATA[b]]</a>',
    '<a><![CDAT[b]]></a>',
    '<![CDATA[b]]>',
    '<!DOCTYPE a><a/>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<?xml version="1.0"?>',
    '<?xml version="1.0"?><!DOCTYPE a><a/>',
    '<a><!ELEMENT b></a>',
    '<!doctype html><html></html>',
    '<html><meta charset=utf-8></html>',
    '<html><br></html>',
  ])('refuses %j', (document) => {
    expect(() => parsePlain(document)).toThrow()
  })

  it('reads 30 levels', () => {
    expect(parsePlain('<a>'.repeat(30) + '</a>'.repeat(30))).toBeDefined()
  })

  it('refuses 33 levels', () => {
    expect(() => parsePlain('<a>'.repeat(33) + '</a>'.repeat(33))).toThrow()
  })

  it('reads 32 levels, which is its limit', () => {
    expect(parsePlain('<a>'.repeat(32) + '</a>'.repeat(32))).toBeDefined()
  })

  it('counts levels, not elements', () => {
    expect(parsePlain(`<a>${'<b/>'.repeat(1000)}</a>`)?.children).toHaveLength(1000)
  })

  it('pollutes no prototype', () => {
    parsePlain('<__proto__><polluted>1</polluted></__proto__>')
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('references', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'])(
    'to %s are refused, though every object has a member of that name',
    (name) => {
      expect(() => decodeEntities(`&${name};`)).toThrow()
    },
  )

  it.each(['&#12abc;', '&#6x5;', '&#x4g;', '&#1_0;'])(
    'with garbage after digits, %s, are refused',
    (text) => {
      expect(() => decodeEntities(text)).toThrow()
    },
  )

  it('to control characters are decoded: servers write such keys so, though XML 1.0 has no way to', () => {
    expect(decodeEntities('&#x1;&#8;')).toBe('\u0001\b')
  })

  it('are replaced wherever they stand', () => {
    expect(decodeEntities('&lt;a&gt; &amp; &#x1f600;&quot;')).toBe('<a> & 😀"')
  })
})
