// npm run runtimes             shows that every suite passes in every runtime, as docs/runtimes.md says
// npm run runtimes -- --write  writes the tables of docs/runtimes.md
// npm run runtimes -- -t Deno  runs one of them
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { installLocked } from '../tools/install-locked.mjs'

installLocked(import.meta.dirname)

const root = join(import.meta.dirname, '../..')
const words = process.argv.slice(2).map((word) => (word === '--write' ? '--update' : word))
const vitest = ['vitest', 'run', '--config', 'test/runtimes/vitest.config.ts', ...words]
process.exitCode = spawnSync('npx', vitest, { cwd: root, stdio: 'inherit' }).status ?? 1
