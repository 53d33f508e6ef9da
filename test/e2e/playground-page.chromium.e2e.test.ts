import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Page } from 'playwright'
import { beforeEach, describe, expect, it } from 'vitest'
import { choose, untilPercent, untilState } from './support/page-steps.ts'
import { startPlayground } from './support/pages.ts'
import { randomFile } from './support/random-file.ts'
import { visit } from './support/visit.ts'

describe('the page of the playground', () => {
  const visitor = visit(startPlayground)
  beforeEach(() => visitor.pages.setConditions({}))

  it('uploads what is dropped on it', async () => {
    const page = await visitor.open()
    await drop(page, { 'one.txt': 'one', 'two.txt': 'two' })
    await untilState(page, 'one.txt', 'Done')
    await untilState(page, 'two.txt', 'Done')
    expect(await visitor.pages.md5Of('two.txt')).toBe(md5('two'))
  })

  it('brings a file through everything that its switches do', async () => {
    const { path, md5 } = await randomFile('hard.bin', 30)
    const page = await visitor.open()
    await page.getByLabel('Speed of the line').selectOption('10000000')
    for (const trouble of ['Overload', 'Broken connections', 'Hidden ETag', 'Wrong clock']) {
      await page.getByRole('switch', { name: trouble }).check()
    }
    await choose(page, 'Choose files', path)
    await untilPercent(page, 'hard.bin', 10)
    await page.getByRole('button', { name: 'End the keys' }).click()
    await untilState(page, 'hard.bin', 'Done')
    await visitor.pages.setConditions({})
    const parts = await visitor.pages.requests()
    const statuses = parts.filter(({ key }) => key === 'hard.bin').map(({ status }) => status)
    // Overloaded, and with keys that had ended.
    expect(statuses).toEqual(expect.arrayContaining([503, 400]))
    expect(await visitor.pages.md5Of('hard.bin')).toBe(md5)
  })

  it('downloads an object, and tells how far it has come', async () => {
    const key = 'samples/24 MiB of noise.bin'
    const page = await visitor.open()
    await page.getByRole('button', { name: 'Show more' }).click()
    const downloaded = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download: ${key}` }).click()
    const file = await downloaded
    await untilState(page, key, 'Done')
    await untilPercent(page, key, 100)
    expect(file.suggestedFilename()).toBe('24 MiB of noise.bin')
    expect(await md5OfFile(await file.path())).toBe(await visitor.pages.md5Of(key))
  })

  it('removes an upload that is aborted, and one that was left behind', async () => {
    const { path } = await randomFile('long.bin', 30)
    await visitor.pages.setConditions({ bytesPerSecond: 5_000_000 })
    const page = await visitor.open()
    await choose(page, 'Choose files', path)
    await untilPercent(page, 'long.bin', 10)
    await page.getByRole('button', { name: 'Abort: long.bin' }).click()
    await untilState(page, 'long.bin', 'Aborted')
    await page.getByRole('button', { name: 'Remove from this list: long.bin' }).click()

    await choose(page, 'Choose files', path)
    await untilPercent(page, 'long.bin', 10)
    await page.getByRole('button', { name: 'Kill this page' }).click()
    await page.getByRole('button', { name: 'Discard: long.bin' }).click()
    await page.getByRole('status').getByText('long.bin: discarded').waitFor()
    const requests = await visitor.pages.requests()
    const ended = requests.filter(
      ({ operation, key }) => operation === 'AbortMultipartUpload' && key === 'long.bin',
    )
    expect(ended.map(({ status }) => status)).toEqual([204, 204])
    expect(await page.getByRole('heading', { name: 'Unfinished' }).isVisible()).toBe(false)
  })

  it('asks its server for no keys while that signs, and logs nothing secret when it has some', async () => {
    const page = await visitor.open()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await drop(page, { 'signed.txt': 'signed' })
    await untilState(page, 'signed.txt', 'Done')
    expect(asked).toContain('/api/sign')
    expect(asked).not.toContain('/api/keys')

    const keys = page.waitForResponse('**/api/keys')
    await page.getByText('This page', { exact: true }).click()
    const secrets = Object.values((await (await keys).json()) as Record<string, string>)
    await drop(page, { 'keyed.txt': 'keyed' })
    await untilState(page, 'keyed.txt', 'Done')
    const log = await page.getByRole('group', { name: 'Requests' }).innerText()
    expect(log).toContain('PutObject PUT')
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
  })

  it('can be used by keyboard alone', async () => {
    const { path } = await randomFile('typed.bin', 30)
    await visitor.pages.setConditions({ bytesPerSecond: 5_000_000 })
    const page = await visitor.open()
    const press = async (name: string): Promise<void> => {
      await tabTo(page, name)
      await page.keyboard.press('Enter')
    }
    const chooser = page.waitForEvent('filechooser')
    await press('Choose files')
    await (await chooser).setFiles(path)
    await untilPercent(page, 'typed.bin', 10)
    await press('Pause: typed.bin')
    await untilState(page, 'typed.bin', 'Paused')
    // The button in its place has the focus now.
    await page.keyboard.press('Enter')
    await untilState(page, 'typed.bin', 'Sending')
    await tabTo(page, 'Overload')
    await page.keyboard.press('Space')
    expect(await page.getByRole('switch', { name: 'Overload' }).isChecked()).toBe(true)
    await press('Abort: typed.bin')
    await page.getByRole('status').getByText('typed.bin: Aborted').waitFor()
  })

  it('speaks Chinese to those who chose it, the next time too', async () => {
    const page = await visitor.open()
    await page.getByRole('button', { name: '中文' }).click()
    await page.reload()
    await page.getByRole('heading', { name: '传输' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(await page.title()).toBe('OOS 演练场')
  })
})

describe('the playground, when a request gets no answer', () => {
  // Which requests meet that is the same each time, for a playground that has just begun.
  const visitor = visit(startPlayground)

  it('gives the request up and sends the part again', async () => {
    const { path, md5 } = await randomFile('stalled.bin', 12)
    const page = await visitor.open()
    await page.getByRole('switch', { name: 'Stalls' }).check()
    await choose(page, 'Choose files', path)
    await untilState(page, 'stalled.bin', 'Done')
    const parts = (await visitor.pages.requests()).filter(
      ({ operation }) => operation === 'UploadPart',
    )
    // One was never answered.
    expect(parts.map(({ status }) => status).sort()).toEqual([0, 200, 200, 200])
    await visitor.pages.setConditions({})
    expect(await visitor.pages.md5Of('stalled.bin')).toBe(md5)
  })
})

/** Lets files go over the page. */
async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const dataTransfer = await page.evaluateHandle((contents) => {
    const transfer = new DataTransfer()
    for (const [name, text] of Object.entries(contents)) transfer.items.add(new File([text], name))
    return transfer
  }, files)
  await page.getByText('Drop files or folders here').dispatchEvent('drop', { dataTransfer })
}

/** Presses Tab until what has this name has the focus; fails when all of the page has had it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null
      return element?.ariaLabel ?? element?.closest('label')?.innerText ?? element?.innerText
    })
    if (focused === name) return
  }
  throw new Error(`Tab never came to ${name}`)
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

async function md5OfFile(path: string): Promise<string> {
  const hash = createHash('md5')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}
