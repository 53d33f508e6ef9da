import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { folderOf } from './support/folder-of.ts'
import { choose, untilState } from './support/page-steps.ts'
import { startPlayground } from './support/pages.ts'
import { visit } from './support/visit.ts'

// Chromium alone lets tests choose folders, and drop what is on the disk.
describe('a folder in the playground', () => {
  const visitor = visit(startPlayground)

  it('is uploaded as one when it is chosen, and keeps its paths', async () => {
    const folder = await folderOf({ 'trip/a.txt': 'A', 'trip/day 2/b.txt': 'B' })
    const page = await visitor.open()
    await choose(page, 'Choose a folder', join(folder, 'trip'))
    await untilState(page, 'trip/', 'Done')
    await page.getByRole('listitem').getByText('2 of 2 files').waitFor()
    expect(await visitor.pages.md5Of('trip/a.txt')).toBe(md5('A'))
    expect(await visitor.pages.md5Of('trip/day 2/b.txt')).toBe(md5('B'))
  })

  it('is dropped with files beside it, and uploaded with all that is in it', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `tree/${index}.txt`)
    const files = Object.fromEntries(names.map((name) => [name, name]))
    const folder = await folderOf({ ...files, 'tree/deep/er/last.txt': 'last', 'zoo.txt': 'L' })
    const page = await visitor.open()
    await dropFromDisk(page, [join(folder, 'tree'), join(folder, 'zoo.txt')])
    await untilState(page, 'tree/', 'Done')
    await untilState(page, 'zoo.txt', 'Done')
    await page.getByRole('listitem').getByText('151 of 151 files').waitFor()
    expect(await visitor.pages.md5Of('tree/149.txt')).toBe(md5('tree/149.txt'))
    expect(await visitor.pages.md5Of('tree/deep/er/last.txt')).toBe(md5('last'))
    expect(await visitor.pages.md5Of('zoo.txt')).toBe(md5('L'))
  })

  it('tells which of its files failed, and tries them again', async () => {
    const folder = await folderOf({ 'things/good.txt': 'good', 'things/x.bin': 'x' })
    const page = await visitor.open()
    let isRefused = true
    await page.route('**/things/x.bin', (route) => (isRefused ? route.abort() : route.continue()))
    await choose(page, 'Choose a folder', join(folder, 'things'))
    await untilState(page, 'things/', 'Failed')
    await page.getByText('1 file failed. things/x.bin').waitFor()
    isRefused = false
    await page.getByRole('button', { name: 'Try again: things/' }).click()
    await untilState(page, 'things/', 'Done')
    expect(await visitor.pages.md5Of('things/x.bin')).toBe(md5('x'))
  })
})

/** Drags files and folders of the disk over the page, as the desktop does, and lets them go. */
async function dropFromDisk(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const box = (await page.getByText('Drop files or folders here').boundingBox())!
  const data = { items: [], files, dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: box.x + 5, y: box.y + 5, data })
  await drag('dragEnter')
  await drag('dragOver')
  // The browser must have been told that the page takes them.
  await page.getByText('Let go to upload').waitFor()
  await drag('dragOver')
  await drag('drop')
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
