import { chromium, firefox, type Browser, type BrowserContextOptions, type Page } from 'playwright'
import { afterAll, expect, inject, onTestFinished } from 'vitest'
import { launchChromium, launchFirefox } from '../../browsers/launch.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The browser of this project. */
    browser: 'chromium' | 'firefox'
  }
}

const launch = {
  chromium: () => chromium.launch(launchChromium),
  firefox: () => firefox.launch(launchFirefox),
}

let launched: Promise<Browser> | undefined

afterAll(async () => {
  await (await launched)?.close()
})

/**
 * Opens a page as somebody who was never there before, for the rest of the test, in a browser that the
 * tests of a file share. An error that the page does not catch fails the test.
 *
 * @param expected - What some browsers report as an error and the test wants to happen.
 */
export async function openPage(
  url: string,
  options?: BrowserContextOptions,
  expected?: RegExp,
): Promise<Page> {
  launched ??= launch[inject('browser')]()
  const context = await (await launched).newContext(options)
  // The test's own limit ends every wait.
  context.setDefaultTimeout(0)
  const page = await context.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => {
    if (!expected?.test(error.message)) errors.push(error)
  })
  onTestFinished(async () => {
    await context.close()
    expect(errors).toEqual([])
  })
  await page.goto(url)
  return page
}
