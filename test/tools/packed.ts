// What users get: the three packages as npm packs them, installed in a folder outside the repository,
// where nothing of it can be found by accident.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './root.ts'

/** Packs the built packages, and makes a project that has nothing but them and what they need. */
export async function installPacked(folder: string): Promise<void> {
  const tarballs = join(folder, 'tarballs')
  await mkdir(tarballs, { recursive: true })
  const workspaces = ['core', 'commands', 'web'].flatMap((name) => ['-w', `packages/${name}`])
  const answer = await npm(root, ['pack', '--json', '--pack-destination', tarballs, ...workspaces])
  const packed = JSON.parse(answer) as { name: string; filename: string }[]
  const dependencies = Object.fromEntries(
    packed.map(({ name, filename }) => [name, `file:tarballs/${filename}`]),
  )
  const manifest = { private: true, type: 'module', dependencies }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  await npm(folder, ['install', '--prefer-offline', '--no-package-lock'])
}

async function npm(cwd: string, words: readonly string[]): Promise<string> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { stdout } = await promisify(execFile)('npm', [...words, ...quiet], { cwd })
  return stdout
}
