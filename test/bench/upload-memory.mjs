// The memory that uploading 2 GiB takes in Node, beyond what fetch takes for the same parts: at most one part and
// 32 MiB. What is hashed is compared with what hashes with the same library: that alone has V8 take some memory.
// The parts of a file are read as they are sent; those of a stream have to be in memory, for whomever. The file is sparse, and the service, which throws everything away, is another process.
// npm run bench -- upload-memory, after npm run build
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { fileSize, mebibyte, partSize } from './upload-memory/settings.mjs'

/** Bytes that an upload may take beyond the raw one. */
const allowance = partSize + 32 * mebibyte

/** What is compared with what. */
const comparisons = [
  ['raw', 'blob'],
  ['raw, hashed', 'blob, hashed'],
  ['raw, of a stream', 'stream'],
]

const here = (file) => fileURLToPath(new URL(`upload-memory/${file}`, import.meta.url))

/** Measures, prints a table, and exits with 1 where the limit does not hold. */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'oos-bench-'))
  const service = await startService()
  try {
    const path = join(folder, 'film')
    await writeFile(path, '')
    await truncate(path, fileSize)
    const rows = {}
    for (const [reference, variant] of comparisons) {
      const raw = await measure(reference, service.url, path)
      const measured = await measure(variant, service.url, path)
      rows[reference] = row(raw, raw)
      rows[variant] = row(measured, raw)
      if (measured.peak > raw.peak + allowance) process.exitCode = 1
    }
    console.table(rows)
    const verdict = process.exitCode ? 'TOO MUCH' : 'holds'
    console.log(`At most ${allowance / mebibyte} MiB above raw fetch: ${verdict}`)
  } finally {
    service.stop()
    await rm(folder, { recursive: true })
  }
}

function row({ peak, seconds }, raw) {
  return {
    'peak MiB': Math.round(peak / mebibyte),
    'above raw, MiB': Math.round((peak - raw.peak) / mebibyte),
    'time of raw': `× ${(seconds / raw.seconds).toFixed(2)}`,
  }
}

async function measure(variant, url, path) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-warnings',
    here('variant.mjs'),
    ...[variant, url, path],
  ])
  return JSON.parse(stdout)
}

/** Starts the service that throws everything away. */
export async function startService() {
  const child = spawn(process.execPath, [here('discard.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  return { url: `${line}`.trim(), stop: () => child.kill() }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await run()
