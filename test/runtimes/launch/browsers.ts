// Browsers, of the system: each opens a page that runs the suite.
import {
  chromium as engine,
  firefox as geckoEngine,
  type BrowserType,
  type LaunchOptions,
} from 'playwright'
import { launchChromium, launchFirefox } from '../../browsers/launch.ts'
import { startWebKit } from '../../browsers/webkit-gtk.ts'
import * as projects from '../../projects.ts'
import type { Launch, Launcher } from './launch.ts'

export const chromium = playwrights(projects.chromium, engine, launchChromium)
export const firefox = playwrights(projects.firefox, geckoEngine, launchFirefox)

export const webkit: Launcher = {
  title: projects.webkit.title,
  version: '',
  async run(launch) {
    demand(projects.webkit)
    const { session, close } = await startWebKit(projects.webkit.programs[0] ?? '')
    try {
      const report = launch.host.report()
      await session.navigate(addressOf(launch))
      return await report
    } finally {
      await close()
    }
  },
}

function playwrights(
  project: projects.OptionalProject,
  type: BrowserType,
  options: LaunchOptions,
): Launcher {
  const { title } = project
  return {
    title,
    version: '',
    async run(launch) {
      demand(project)
      const browser = await type.launch(options)
      try {
        const page = await browser.newPage()
        const gone = new Promise<never>((_, reject) => {
          const tell = (): void => {
            reject(new Error(`${title} has gone`))
          }
          page.once('crash', tell)
          browser.once('disconnected', tell)
        })
        // It goes in the end, when nobody asks any more.
        gone.catch(() => undefined)
        const report = launch.host.report()
        await page.goto(addressOf(launch))
        return await Promise.race([report, gone])
      } finally {
        await browser.close()
      }
    },
  }
}

/** Other tests leave out a browser that is not there; a table with a hole would be worth nothing. */
function demand(project: projects.OptionalProject): void {
  const reason = projects.missing(project)
  if (reason !== undefined) throw new Error(`${reason}. ${project.install}`)
}

function addressOf({ host, traits }: Launch): string {
  return `${host.url}/page.html#${encodeURIComponent(traits)}`
}
