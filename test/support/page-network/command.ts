// Runs in Node and is loaded with vitest's configuration.
import type { Page } from 'playwright'
import type { BrowserCommand } from 'vitest/node'

declare module 'vitest/internal/browser' {
  interface BrowserCommands {
    /** Takes the network from the page for so many milliseconds; only Chromium can be told to. */
    takeNetwork: (milliseconds: number) => Promise<void>
  }
}

/** Vitest's browser command `takeNetwork`. A page without a network could not ask for it back. */
export const takeNetwork: BrowserCommand<[milliseconds: number]> = async (
  context,
  milliseconds,
) => {
  const { page } = context as unknown as { readonly page: Page }
  const session = await page.context().newCDPSession(page)
  const set = (offline: boolean): Promise<unknown> =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    })
  await set(true)
  setTimeout(() => {
    set(false)
      .then(() => session.detach())
      // The page was closed meanwhile.
      .catch(() => undefined)
  }, milliseconds)
}
