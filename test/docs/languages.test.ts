import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { blocksOf, proseOf, translations } from './pages.ts'

/** How deep the headings of a page are, in their order: the same in every language. */
const outlineOf = (page: string) =>
  [...proseOf(page).matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length)

/** Lines that go on in the next one: browsers make a space of the break, which Chinese has not. */
const brokenLines = (page: string) =>
  [...proseOf(page).matchAll(/^(?![#|<]).*\S\n(?= *(?![#|<-]|\d+\.)\S)/gm)].map(([line]) => line)

/** What is run: comments are for the reader. */
const codeOf = (page: string) =>
  blocksOf(page).map(({ language, code }) => [language, code.replaceAll(/ *\/\/ .*$/gm, '')])

describe.each(translations())('%s', (english, chinese) => {
  it('is there in Chinese', () => {
    expect(existsSync(join(root, chinese))).toBe(true)
  })

  it('has the same headings in both languages', () => {
    expect(outlineOf(chinese)).toEqual(outlineOf(english))
  })

  it('has a line for each paragraph in Chinese', () => {
    expect(brokenLines(chinese)).toEqual([])
  })

  it('shows the same code in both languages', () => {
    expect(codeOf(chinese)).toEqual(codeOf(english))
  })
})
