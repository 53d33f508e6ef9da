import type { Page, Request } from 'playwright'
import { describe, expect, it } from 'vitest'
import { choose, untilPercent, untilState } from './support/page-steps.ts'
import { startPlayground } from './support/pages.ts'
import { randomFile } from './support/random-file.ts'
import { visit } from './support/visit.ts'

describe('the playground', () => {
  const visitor = visit(startPlayground)

  it('sends no confirmed part of 200 MiB twice, though it is paused and the page reloaded', async () => {
    const { path, md5 } = await randomFile('film.bin', 200)
    const { pages } = visitor
    // So that there is a time at which 40 % have arrived.
    await pages.setConditions({ bytesPerSecond: 60_000_000 })
    const page = await visitor.open()
    const { confirmed, sentAgain } = followParts(page)

    await choose(page, 'Choose files', path)
    await untilPercent(page, 'film.bin', 15)
    await page.getByRole('button', { name: 'Pause: film.bin' }).click()
    await untilState(page, 'film.bin', 'Paused')
    await page.getByRole('button', { name: 'Resume: film.bin' }).click()
    await untilPercent(page, 'film.bin', 40)
    await page.reload()

    await page.getByRole('heading', { name: 'Unfinished, from before' }).waitFor()
    await pages.setConditions({})
    await choose(page, 'Choose the file again: film.bin', path)
    await untilState(page, 'film.bin', 'Done')

    expect(sentAgain).toEqual([])
    // At a pause and a reload, up to as many as are under way arrive without the page being told.
    expect(confirmed.size).toBeGreaterThan(30)
    expect(await pages.md5Of('film.bin')).toBe(md5)
  })
})

/** The parts whose arrival the page was told of, and those of them that it sent once more. */
function followParts(page: Page): {
  readonly confirmed: ReadonlySet<number>
  readonly sentAgain: readonly number[]
} {
  const confirmed = new Set<number>()
  const sentAgain: number[] = []
  const partOf = (request: Request): number =>
    request.method() === 'PUT' ? Number(new URL(request.url()).searchParams.get('partNumber')) : 0
  page.on('request', (request) => {
    const part = partOf(request)
    if (confirmed.has(part)) sentAgain.push(part)
  })
  page.on('requestfinished', (request) => {
    const part = partOf(request)
    if (part > 0) confirmed.add(part)
  })
  return { confirmed, sentAgain }
}
