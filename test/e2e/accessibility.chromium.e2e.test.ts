import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import type axe from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { choose, untilPercent, untilState } from './support/page-steps.ts'
import { startPlayground } from './support/pages.ts'
import { randomFile } from './support/random-file.ts'
import { visit, type Visit } from './support/visit.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe('the playground, for everybody', () => {
  const visitor = visit(startPlayground)

  it('gives axe nothing to complain of, in either language, light or dark, wide or narrow', async () => {
    const page = await visitor.open('', { reducedMotion: 'reduce' })
    await showEverything(visitor, page)
    await page.addScriptTag({ path: axeFile })
    for (const other of ['中文', 'English']) {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [1280, 360]) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.setViewportSize({ width, height: 900 })
          expect(await violations(page), `${other} offered, ${colorScheme}, ${width}`).toEqual([])
        }
      }
      await page.getByRole('button', { name: other }).click()
    }
  })
})

/** Brings about everything that the page can show: all states of transfers, old uploads, and a log. */
async function showEverything({ pages }: Visit, page: Page): Promise<void> {
  const film = await randomFile('film.bin', 30)
  const otherFilm = await randomFile('film.bin', 30)
  const note = await randomFile('note.bin', 1)
  const archive = await randomFile('archive.bin', 30)
  await pages.setConditions({ bytesPerSecond: 10_000_000, slowDown: true })
  await choose(page, 'Choose files', film.path)
  await untilPercent(page, 'film.bin', 20)
  await page.reload()
  // Not the file that the upload was begun with: it fails, and the old one stays.
  await choose(page, 'Choose files', otherFilm.path, note.path, archive.path)
  await untilState(page, 'note.bin', 'Done')
  await page.getByRole('button', { name: 'Choose the file again: film.bin' }).waitFor()
  await page.getByRole('button', { name: 'Try again: film.bin' }).waitFor()
  await page.getByRole('button', { name: 'Pause: archive.bin' }).click()
  await untilState(page, 'archive.bin', 'Paused')
  // A folder with a file under way, and an object that comes.
  await choose(page, 'Choose a folder', dirname(film.path))
  const folder = `${basename(dirname(film.path))}/`
  await untilPercent(page, folder, 5)
  await page.getByRole('button', { name: `Pause: ${folder}` }).click()
  await untilState(page, folder, 'Paused')
  const noise = 'samples/24 MiB of noise.bin'
  await page.getByRole('button', { name: 'Show more' }).click()
  await pages.setConditions({ bytesPerSecond: 100_000 })
  await page.getByRole('button', { name: `Download: ${noise}` }).click()
  await page.getByRole('button', { name: `Pause: ${noise}` }).click()
}

/** What axe finds, with the elements. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(),
  )
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
