import type { BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { openPage } from './open-page.ts'
import type { Pages } from './pages.ts'

/** A visitor of pages. */
export interface Visit {
  readonly pages: Pages
  /** Opens a page as somebody who was never there before, for the rest of the test. */
  open(path?: string, options?: BrowserContextOptions): Promise<Page>
}

/** Keeps pages for all tests of the `describe` that calls it. */
export function visit(start: () => Promise<Pages>): Visit {
  let started: Pages | undefined

  beforeAll(async () => {
    started = await start()
  })
  afterAll(() => started?.close())

  const pages = (): Pages => {
    if (started === undefined) throw new Error('Only tests can visit pages')
    return started
  }
  return {
    get pages() {
      return pages()
    },
    open: (path = '', options) => openPage(pages().url + path, options),
  }
}
