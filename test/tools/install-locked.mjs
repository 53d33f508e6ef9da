import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Installs what the lock file of a folder names, unless that was done since the lock file was written.
 * Install scripts are not run: nothing here needs one.
 */
export function installLocked(folder) {
  const done = join(folder, 'node_modules/.package-lock.json')
  const wanted = join(folder, 'package-lock.json')
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(wanted).mtimeMs) return
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const ci = () => execFileSync('npm', words, { cwd: folder, stdio: 'inherit' })
  try {
    ci()
  } catch {
    // The network may hiccup; a wrong lock file fails twice.
    ci()
  }
}
