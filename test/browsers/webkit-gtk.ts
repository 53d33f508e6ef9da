import { defineBrowserProvider } from '@vitest/browser'
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node'
import { startProgram } from './program.ts'
import { startSession, type WebDriverSession } from './web-driver.ts'

/**
 * Vitest's provider for WebKitGTK as Debian has it: Playwright's WebKit is a build of its own, and
 * vitest's provider for WebDriver asks for Safari.
 */
export function webkitGtk(driver: string): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    providerFactory: () => provide(driver),
  })
}

/** A browser with its display. */
export interface Running {
  readonly session: WebDriverSession
  close(): Promise<void>
}

/** The driver can have one session, and its browser no window without a display. */
function provide(driver: string): BrowserProvider {
  let starting: Promise<Running> | undefined
  let session: WebDriverSession | undefined
  return {
    name: 'webkitgtk',
    supportsParallelism: false,
    getCommandsContext: () => ({ session }),
    async openPage(_sessionId, url) {
      starting ??= startWebKit(driver)
      ;({ session } = await starting)
      await session.navigate(url)
    },
    async close() {
      const running = await starting?.catch(() => undefined)
      starting = session = undefined
      await running?.close()
    },
  }
}

/** Starts a display and, on it, a browser with a session. */
export async function startWebKit(driver: string): Promise<Running> {
  const display = startProgram('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'])
  try {
    const session = await startSession(driver, { DISPLAY: `:${await display.firstLine()}` })
    return {
      session,
      async close() {
        await session.close()
        await display.stop()
      },
    }
  } catch (error) {
    await display.stop()
    throw error
  }
}
