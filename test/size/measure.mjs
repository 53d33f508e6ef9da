import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A check for size-limit, which counts the files of a bundle together. */
export function check(name, files, root, limit) {
  return {
    name,
    path: files.map((file) => join(root, file)),
    gzip: true,
    limit: limit && `${limit} B`,
  }
}

/** size-limit is the judge; this reads its verdict. Sizes are bytes. */
export function measure(checks, folder, root) {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'size-limit.json')
  writeFileSync(config, JSON.stringify(checks, null, 2))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/size-limit/bin.js'), '--json', '--config', config],
    { cwd: root, encoding: 'utf8' },
  )
  try {
    return JSON.parse(stdout).map(({ name, size, sizeLimit }) => ({
      name,
      size,
      budget: sizeLimit,
    }))
  } catch {
    throw new Error(`size-limit: ${stdout}${stderr}`)
  }
}
