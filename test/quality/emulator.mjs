// npm run docs:emulator             writes the generated parts of docs/emulator.md
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '../..')
const file = join(root, 'docs/emulator.md')

const { module: docs } = await runnerImport(join(root, 'test/docs/emulator.ts'), {
  root,
  configFile: false,
})
writeFileSync(file, docs.emulatorPage(readFileSync(file, 'utf8')))
