import fc from 'fast-check'
import type { XmlElement } from '../../../packages/core/src/xml/element.js'
import type { Random } from './random.js'

const legal = (character: string): boolean =>
  /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(character)

const character = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Array.from('ab<>&"\'] \t\n\r;#!-=/?[')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('中', 'é', '😀', '\u00a0', '\u0085', '\u2028', '\ufeff'),
  },
)

const text = fc.oneof(
  fc.array(character.filter(legal), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    ' ',
    '007',
    '1e5',
    'true',
    'null',
    ' lead',
    ']]>',
    '&amp;',
    '<a/>',
    '__proto__',
  ),
)

const name = fc.oneof(
  fc.constantFrom('a', 'b', 'Key', 'Contents', 'x-1', '_x', 'a.b', '名', 'é'),
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length'),
  fc.stringMatching(/^[A-Za-z_][\w.-]{0,8}$/),
)

/** A tree as the readers make them: an element has text or children. */
export const tree: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement; leaf: XmlElement }>(
  (tie) => ({
    leaf: fc.record({ name, text, children: fc.constant([]) }),
    element: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      tie('leaf'),
      fc.record({
        name,
        text: fc.constant(''),
        children: fc.array(tie('element'), { minLength: 1, maxLength: 5 }),
      }),
    ),
  }),
).element

/** How to write a tree down. */
export interface Style {
  readonly random: Random
  /** Put comments and processing instructions between things. */
  readonly extras: boolean
}

/** Writes a document for a tree, each thing in one of the ways in which XML may write it. */
export function render(root: XmlElement, style: Style): string {
  const { random } = style
  const declarations = [
    '',
    '<?xml version="1.0"?>',
    `<?xml version='1.0' encoding='UTF-8'?>`,
    ' \n<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>\n',
  ]
  return [
    pick(declarations, random),
    between(style),
    // The first extra must be sure to be there.
    style.extras ? '<!-- <a> &b; - -->' : '',
    element(root, style),
    between(style),
  ].join('')
}

function element({ name: local, text: content, children }: XmlElement, style: Style): string {
  const { random } = style
  const tag = pick(['', '', 'ns:'], random) + local
  const start = tag + attributes(random) + space(random)
  if (!content && children.length === 0 && random(2)) return `<${start}/>`
  const inner =
    children.length > 0
      ? children.map((child) => between(style) + element(child, style)).join('') + between(style)
      : characters(content, style)
  return `<${start}>${inner}</${tag}${space(random)}>`
}

function attributes(random: Random): string {
  const some = [
    ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"',
    ` xsi:type='Group'`,
    '\n\tx = "a > b"',
    ` y='"&amp;/'`,
    ' z=""',
  ]
  return some.filter(() => random(5) === 0).join('')
}

/** What may stand between elements and means nothing. */
function between({ random, extras }: Style): string {
  const some = ['', '', ' ', '\n  ', '\r\n']
  const more = ['<!---->', '<!-- </a> &x; ]]> -->', '<?target data?>', '<?t <a>?>']
  return pick(some, random) + (extras && random(3) === 0 ? pick(more, random) : '')
}

function characters(content: string, style: Style): string {
  const { random, extras } = style
  const pieces: string[] = []
  let rest = Array.from(content)
  while (rest.length > 0) {
    const length = 1 + random(rest.length)
    const piece = rest.slice(0, length).join('')
    rest = rest.slice(length)
    // Readers make a line feed of a carriage return that is written as itself.
    if (random(4) === 0 && !piece.includes(']]>') && !piece.includes('\r')) {
      pieces.push(`<![CDATA[${piece}]]>`)
    } else pieces.push(Array.from(piece, (one) => written(one, random)).join(''))
    if (extras && random(4) === 0) pieces.push(pick(['<!-- x -->', '<?p?>'], random))
  }
  return pieces.join('')
}

const names: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
}

function written(one: string, random: Random): string {
  const code = one.codePointAt(0)!
  const ways = [`&#${code};`, `&#x${code.toString(16)};`, `&#x0${code.toString(16).toUpperCase()};`]
  if (names[one]) ways.push(names[one], names[one])
  if (!'<>&\r'.includes(one)) ways.push(one, one, one, one, one)
  return pick(ways, random)
}

function space(random: Random): string {
  return pick(['', '', '', ' ', '\n'], random)
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[random(from.length)]!
}
