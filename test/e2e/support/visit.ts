import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { DrivenBrowser } from './browsers.ts'
import { startPlayground, type Playground } from './playground.ts'

/** A visitor of a playground. */
export interface Visit {
  readonly playground: Playground
  /** Opens the page as somebody who was never there before, for the rest of the test. */
  open(options?: BrowserContextOptions): Promise<Page>
}

/** Keeps a playground and a browser for all tests of the `describe` that calls it. */
export function visitWith({ isMissing, launch }: DrivenBrowser): Visit {
  let playground: Playground | undefined
  let browser: Browser | undefined

  beforeAll(async () => {
    if (isMissing) return
    playground = await startPlayground()
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await playground?.close()
  })

  const running = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('Only tests can visit the playground')
    return part
  }
  return {
    get playground() {
      return running(playground)
    },
    async open(options) {
      const context = await running(browser).newContext(options)
      onTestFinished(() => context.close())
      const page = await context.newPage()
      await page.goto(running(playground).url)
      return page
    },
  }
}
