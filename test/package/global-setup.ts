import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tools/root.ts'

/** Builds the packages unless what is built is newer than every source. */
export default function setup(): void {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  if (packages.every(isFresh)) return
  execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' })
}

function isFresh(folder: string): boolean {
  const built = join(folder, 'dist/index.js')
  if (!existsSync(built)) return false
  const time = statSync(built).mtimeMs
  const sources = readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
  return sources.every((name) => statSync(join(folder, 'src', name)).mtimeMs <= time)
}
