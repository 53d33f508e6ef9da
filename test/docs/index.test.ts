import { readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { guides, textOf } from './pages.ts'

/** Pages that a page links to. */
const linkedFrom = (page: string) =>
  [...textOf(page).matchAll(/\]\(([^)#\s]+\.md)\)/g)].map(([, link = '']) =>
    normalize(join(dirname(page), link)),
  )

const isIndex = (name: string) => name.startsWith('README')
const inDocs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))

it('docs/README.md lists every page of docs', () => {
  const listed = linkedFrom('docs/README.md')
  const pages = inDocs.filter((name) => !isIndex(name)).map((name) => `docs/${name}`)
  expect(pages.filter((page) => !listed.includes(page))).toEqual([])
})

it('docs/zh-CN/README.md lists every page of docs, in Chinese where it is there', () => {
  const translated = guides()
  const listed = linkedFrom('docs/zh-CN/README.md')
  const pages = inDocs
    .filter((name) => !isIndex(name))
    .map((name) => (translated.includes(name) ? `docs/zh-CN/${name}` : `docs/${name}`))
  expect(pages.filter((page) => !listed.includes(page))).toEqual([])
})

it.each(['README.md', 'docs/README.zh-CN.md'])('%s leads to the list', (page) => {
  expect(linkedFrom(page).some((link) => /^docs\/(zh-CN\/)?README\.md$/.test(link))).toBe(true)
})
