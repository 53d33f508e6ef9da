import * as playwright from 'playwright'
import { launchChromium, launchFirefox } from '../../browsers/launch.ts'
import { chromium, firefox, missing } from '../../projects.ts'

/** A browser as Debian has it, driven from outside by Playwright. */
export interface DrivenBrowser {
  readonly title: string
  /** Whether it is not installed here. */
  readonly isMissing: boolean
  launch(): Promise<playwright.Browser>
}

export const inChromium: DrivenBrowser = {
  title: chromium.title,
  isMissing: missing(chromium) !== undefined,
  launch: () => playwright.chromium.launch(launchChromium),
}

export const inFirefox: DrivenBrowser = {
  title: firefox.title,
  isMissing: missing(firefox) !== undefined,
  launch: () => playwright.firefox.launch(launchFirefox),
}
