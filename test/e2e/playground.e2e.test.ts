import { describe, expect, it } from 'vitest'
import type { SeenRequest } from '../playground/protocol.ts'
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

    const once = Array.from({ length: 40 }, (_, index) => [index + 1, 1])
    expect([...timesConfirmed(await pages.requests())]).toEqual(once)
    expect(await pages.md5Of('film.bin')).toBe(md5)
  })
})

/** How often the page was told that the service has a part, by part. */
function timesConfirmed(requests: readonly SeenRequest[]): Map<number, number> {
  const times = new Map<number, number>()
  for (const { operation, part, status, aborted } of requests) {
    if (operation !== 'UploadPart' || part === undefined || status !== 200 || aborted) continue
    times.set(part, (times.get(part) ?? 0) + 1)
  }
  return new Map([...times].sort(([one], [other]) => one - other))
}
