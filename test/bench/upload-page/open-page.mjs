import { build } from 'esbuild'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { startService } from '../upload-memory.mjs'

const html =
  '<!doctype html><input type="file"><progress></progress><script type="module" src="/page.js"></script>'

/**
 * Opens a page in Debian's Chromium that can upload to a service which throws everything away, has a sparse
 * file of so many bytes chosen in it, and ends all of it when the work is done.
 */
export async function withPage(size, work) {
  const folder = await mkdtemp(join(tmpdir(), 'oos-bench-'))
  const service = await startService()
  const server = await serve(await bundle(folder))
  const browser = await chromium.launch({
    executablePath: process.env.OOS_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    const path = join(folder, 'film')
    await writeFile(path, '')
    await truncate(path, size)
    const chooser = page.waitForEvent('filechooser')
    await page.click('input')
    await (await chooser).setFiles(path)
    await work({ page, endpoint: service.url })
  } finally {
    await browser.close()
    server.close()
    service.stop()
    await rm(folder, { recursive: true })
  }
}

async function bundle(folder) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.mjs', import.meta.url))],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    outdir: folder,
    write: false,
  })
  return new Map(outputFiles.map(({ path, contents }) => [path.slice(folder.length), contents]))
}

async function serve(files) {
  const server = createServer((request, response) => {
    const file = files.get(request.url)
    response.setHeader('content-type', file ? 'text/javascript' : 'text/html')
    response.end(file ?? html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
