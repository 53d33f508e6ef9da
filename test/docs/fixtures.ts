import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../tools/root.ts'
import type { World } from './world.ts'

/** What a page needs around its code, the same in every language. */
export interface Fixture {
  /** Makes what the code works with. */
  readonly prepare?: (world: World) => void | Promise<void>
  /** Names that the code takes for granted, with their values. */
  readonly given?: () => object
  /** Looks at what the code has done. */
  readonly check?: (world: World) => void | Promise<void>
}

/** File of the fixture of a page: `docs/links.md` and its translations have `fixtures/links.ts`. */
export function fixtureFile(page: string): string {
  const [folder = ''] = page.split('/')
  const name = basename(page, '.md').replace('.zh-CN', '')
  const isReadme = name === 'README' && folder !== 'docs'
  const from =
    isReadme && page !== 'README.md' ? `${page.split('/').at(-2)}-readme` : name.toLowerCase()
  return `test/docs/fixtures/${from}.ts`
}

/** The fixture of a page; a page needs none if its code brings everything along. */
export async function fixtureOf(page: string): Promise<Fixture> {
  const file = join(root, fixtureFile(page))
  return existsSync(file) ? ((await import(/* @vite-ignore */ file)) as Fixture) : {}
}
