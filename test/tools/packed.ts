// What users get: the three packages as npm packs them, installed in a folder outside the repository,
// where nothing of it can be found by accident.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from './root.ts'

/** Paths of tarballs by the names of their packages. */
export type Tarballs = Readonly<Record<string, string>>

/** Packs the built packages into a folder. */
export async function pack(folder: string): Promise<Tarballs> {
  await mkdir(folder, { recursive: true })
  const workspaces = ['core', 'commands', 'web'].flatMap((name) => ['-w', `packages/${name}`])
  const words = ['pack', '--json', '--pack-destination', folder, ...workspaces]
  const packed = JSON.parse(await npm(root, words)) as { name: string; filename: string }[]
  return Object.fromEntries(packed.map(({ name, filename }) => [name, join(folder, filename)]))
}

/** Makes a project that has the tarballs, and more packages if they are given, installed. */
export async function install(
  folder: string,
  tarballs: Tarballs,
  devDependencies: Readonly<Record<string, string>> = {},
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const dependencies = Object.fromEntries(
    Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]),
  )
  const manifest = { private: true, type: 'module', dependencies, devDependencies }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2))
  await npm(folder, ['install', '--prefer-offline', '--no-package-lock'])
}

async function npm(cwd: string, words: readonly string[]): Promise<string> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { stdout } = await promisify(execFile)('npm', [...words, ...quiet], { cwd })
  return stdout
}
