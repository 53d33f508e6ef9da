import { ListObjectsCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { createClient, rejection } from '../support/client.js'
import { countWork } from '../support/work.js'

// A comment is enough to have an answer read by fast-xml-parser: that must not cost more than the
// length of the answer either.

const readTree = async (document: string) => {
  const { client } = createClient(() => new Response(document))
  return (await rejection(client.send(new ListObjectsCommand({ Bucket: 'bucket' })))).code
}

const growing: Record<string, (length: number) => string> = {
  comments: (length) => '<!-- -->'.repeat(length / 8),
  'a comment that does not end': (length) => `<!-- ${'-'.repeat(length)}`,
  'starts of comments': (length) => '<!--'.repeat(length / 4),
  'starts of comments in a comment': (length) => `<!--${' <!-'.repeat(length / 4)}--><a/>`,
  'starts of comments in an attribute': (length) => `<!-- --><a b="${'<!--'.repeat(length / 4)}"/>`,
  'starts of CDATA in an attribute': (length) =>
    `<!-- --><a b="${'<![CDATA['.repeat(length / 9)}"/>`,
  'starts of CDATA': (length) => `<!-- --><a>${'<![CDATA['.repeat(length / 9)}]]></a>`,
  'processing instructions': (length) => '<?a b?>'.repeat(length / 7),
  'a long name': (length) => `<!-- --><${'a'.repeat(length)}/>`,
  'a long prefix': (length) => `<!-- --><${'n'.repeat(length)}:a/>`,
  text: (length) => `<!-- --><a>${'b'.repeat(length)}</a>`,
  references: (length) => `<!-- --><a>${'&amp;'.repeat(length / 5)}</a>`,
  ampersands: (length) => `<!-- --><a>${'&'.repeat(length)}</a>`,
  'white space': (length) => `${' '.repeat(length)}<!-- -->${' '.repeat(length)}<a/>`,
  attributes: (length) =>
    `<!-- --><a${Array.from({ length: length / 8 }, (_, index) => ` b${index}="c"`).join('')}/>`,
  'an attribute that does not end': (length) => `<!-- --><a b="${'c'.repeat(length)}`,
  levels: (length) => `<!-- -->${'<a>'.repeat(length / 7)}${'</a>'.repeat(length / 7)}`,
  elements: (length) => `<!-- --><a>${'<b/>'.repeat(length / 4)}</a>`,
}

describe('the work for an answer with a comment', () => {
  it.each(Object.entries(growing))('grows no faster than the length of %s', async (_what, make) => {
    const stepsFor = async (length: number) => {
      const { steps, characters } = await countWork(() => readTree(make(length)), true)
      return (steps + characters) / make(length).length
    }
    await readTree('<!-- -->')
    const [once, fourTimes] = [await stepsFor(400), await stepsFor(1600)]
    expect(fourTimes).toBeLessThan(Math.max(8, once * 1.7))
  })

  it.each([
    ['100,000 levels', `<!-- -->${'<a>'.repeat(100_000)}`],
    [
      'a billion laughs',
      '<!-- --><!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>',
    ],
    ['a comment of 1 MB that does not end', `<!--${' '.repeat(1_000_000)}`],
  ])('ends in InvalidResponse for %s', async (_what, document) => {
    expect(await readTree(document)).toBe('InvalidResponse')
  })
})
