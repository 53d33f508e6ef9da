// The memory that uploading 2 GiB takes in Chromium, renderer, browser and network process together: less than
// 128 MiB. The file is sparse, and the service throws everything away.
// npm run bench -- page-memory, after npm run build
import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { mebibyte, fileSize } from './upload-memory/settings.mjs'
import { withPage } from './upload-page/open-page.mjs'

/** Bytes that all processes of the browser may grow by. */
const allowance = 128 * mebibyte
/** Milliseconds between two looks. */
const every = 200

/** Measures, prints a table, and exits with 1 where the limit does not hold. */
export async function run() {
  const rows = {}
  for (const md5 of [false, true]) {
    await withPage(fileSize, async ({ page, endpoint }) => {
      const before = memoryOfBrowser()
      let peak = before
      const timer = setInterval(() => (peak = Math.max(peak, memoryOfBrowser())), every)
      await page.evaluate(([url, hashed]) => globalThis.upload(url, hashed), [endpoint, md5])
      clearInterval(timer)
      const growth = peak - before
      if (growth >= allowance) process.exitCode = 1
      rows[md5 ? 'hashed' : 'not hashed'] = {
        'before, MiB': Math.round(before / mebibyte),
        'growth, MiB': Math.round(growth / mebibyte),
      }
    })
  }
  console.table(rows)
  console.log(`Less than ${allowance / mebibyte} MiB: ${process.exitCode ? 'TOO MUCH' : 'holds'}`)
}

/** Bytes of the processes that this one has started, what they share counted once. */
function memoryOfBrowser() {
  const parents = new Map()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, parent] = /^PPid:\s*(\d+)/m.exec(textOf(`/proc/${pid}/status`)) ?? []
    parents.set(pid, parent)
  }
  const isOurs = (pid) =>
    pid === `${process.pid}` || (pid !== undefined && isOurs(parents.get(pid)))
  let sum = 0
  for (const pid of parents.keys()) {
    if (!isOurs(pid) || !textOf(`/proc/${pid}/cmdline`).includes('chrom')) continue
    const [, kilobytes = 0] = /^Pss:\s*(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`)) ?? []
    sum += Number(kilobytes) * 1024
  }
  return sum
}

/** Of a process that has just ended there is nothing to read. */
function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await run()
