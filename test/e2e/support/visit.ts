import type { BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll } from 'vitest'
import { openPage } from './open-page.ts'
import { startPlayground, type Playground } from './playground.ts'

/** A visitor of a playground. */
export interface Visit {
  readonly playground: Playground
  /** Opens the page as somebody who was never there before, for the rest of the test. */
  open(options?: BrowserContextOptions): Promise<Page>
}

/** Keeps a playground for all tests of the `describe` that calls it. */
export function visitPlayground(): Visit {
  let playground: Playground | undefined

  beforeAll(async () => {
    playground = await startPlayground()
  })
  afterAll(() => playground?.close())

  const running = (): Playground => {
    if (playground === undefined) throw new Error('Only tests can visit the playground')
    return playground
  }
  return {
    get playground() {
      return running()
    },
    open: (options) => openPage(running().url, options),
  }
}
