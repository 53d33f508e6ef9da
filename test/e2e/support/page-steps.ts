import type { Page } from 'playwright'

/** Opens the browser's own dialogue by a button, and takes files there. */
export async function choose(page: Page, button: string, ...paths: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: button }).click()
  await (await chooser).setFiles(paths)
}

/** Waits until a transfer has come so far. */
export async function untilPercent(page: Page, name: string, least: number): Promise<void> {
  await page.getByRole('progressbar', { name, exact: true }).waitFor()
  await page.waitForFunction(
    ([label, percent]) => {
      const bar = document.querySelector(`[role=progressbar][aria-label="${label}"]`)
      return Number(bar?.ariaValueNow) >= percent
    },
    [name, least] as const,
  )
}

/** Waits until a transfer is in a state, which is told in the language of the page. */
export async function untilState(page: Page, name: string, state: string): Promise<void> {
  await transfer(page, name).getByText(state, { exact: true }).waitFor()
}

/** The row of a transfer. */
function transfer(page: Page, name: string) {
  return page
    .getByRole('listitem')
    .filter({ has: page.getByRole('progressbar', { name, exact: true }) })
}
