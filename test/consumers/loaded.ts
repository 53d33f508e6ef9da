import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Response } from 'playwright'
import { openPage } from '../e2e/support/open-page.ts'
import { root } from '../tools/root.ts'

/** The scripts that a page has loaded when it is there, before anything is done in it: bytes, gzipped each. */
export async function bytesLoaded(url: string): Promise<number> {
  const page = await openPage('about:blank')
  const scripts = new Map<string, Response>()
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response)
  })
  await page.goto(url, { waitUntil: 'load' })
  const bodies = await Promise.all([...scripts.values()].map((response) => response.body()))
  return bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0)
}

/** What docs/sizes.md says that client and PutObject weigh, in bytes. */
export async function bytesPromised(): Promise<number> {
  const page = await readFile(join(root, 'docs/sizes.md'), 'utf8')
  const [, kilobytes] = /^\| client \+ PutObject +\| +([\d.]+) \|/m.exec(page) ?? []
  if (kilobytes === undefined) throw new Error('docs/sizes.md has no row for client + PutObject')
  return Number(kilobytes) * 1000
}
