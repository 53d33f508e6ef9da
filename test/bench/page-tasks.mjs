// The longest task of a page that hashes and sends 100 MiB in Chromium. It is only told, since it hangs on the
// machine: on one that is idle it is to stay below 50 ms.
// npm run bench -- page-tasks, after npm run build
import { pathToFileURL } from 'node:url'
import { mebibyte } from './upload-memory/settings.mjs'
import { withPage } from './upload-page/open-page.mjs'

/** Measures, and prints a table in milliseconds. */
export async function run() {
  const rows = {}
  await withPage(100 * mebibyte, async ({ page, endpoint }) => {
    const watched = (work) =>
      page.evaluate(
        async ([url, md5]) => {
          const stop = globalThis.watchTasks()
          if (md5 === undefined) await new Promise((resolve) => setTimeout(resolve, 3000))
          else await globalThis.upload(url, md5)
          return stop()
        },
        [endpoint, work],
      )
    rows['doing nothing'] = await watched(undefined)
    rows['sending'] = await watched(false)
    rows['hashing and sending'] = await watched(true)
  })
  console.table(rows)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await run()
