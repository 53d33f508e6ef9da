import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { pages, proseOf } from './pages.ts'

/** What a page says outside its code. */
const plainOf = (page: string) => proseOf(page).replaceAll(/`[^`\n]+`/g, '')

/** The names that GitHub gives to the headings of a page, to be linked to. */
function anchorsOf(page: string): string[] {
  const headings = proseOf(page).matchAll(/^#+ (.*)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Links of a page to this repository, as they stand. */
function linksOf(page: string): string[] {
  return [...plainOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link))
}

function isBroken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : normalize(join(dirname(page), decodeURI(path)))
  if (!existsSync(join(root, target))) return true
  if (anchor === undefined) return false
  return (
    statSync(join(root, target)).isDirectory() || !anchorsOf(target).includes(decodeURI(anchor))
  )
}

it.each(pages())('%s links to what is there', (page) => {
  expect(linksOf(page).filter((link) => isBroken(page, link))).toEqual([])
})
