// npm run consumers            builds and runs projects as users have them, with the packed packages in them
// npm run consumers -- -t vite  one of them
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installLocked } from '../tools/install-locked.mjs'

const root = join(import.meta.dirname, '../..')
// Releases of Node are among them.
installLocked(join(root, 'test/runtimes'))

const vitest = ['vitest', 'run', '--config', 'test/consumers/vitest.config.ts']
const words = [...vitest, ...process.argv.slice(2)]
process.exitCode = spawnSync('npx', words, { cwd: root, stdio: 'inherit' }).status ?? 1
