import type { Page } from 'playwright'
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
    const confirmed = confirmedParts(page)

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

    const once = Array.from({ length: 40 }, (_, index) => index + 1)
    expect([...confirmed].sort((one, other) => one - other)).toEqual(once)
    expect(await pages.md5Of('film.bin')).toBe(md5)
  })
})

/** The parts whose arrival the page was told of, each time. A pause cuts requests, the answers of some on their way. */
function confirmedParts(page: Page): readonly number[] {
  const parts: number[] = []
  page.on('requestfinished', (request) => {
    const part = Number(new URL(request.url()).searchParams.get('partNumber'))
    if (part > 0 && request.method() === 'PUT') parts.push(part)
  })
  return parts
}
