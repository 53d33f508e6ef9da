import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { operationsPage } from './operations.ts'

it('docs/operations.md says what the commands do', async () => {
  const page = readFileSync(join(root, 'docs/operations.md'), 'utf8')
  expect(page, 'npm run docs:operations').toBe(await operationsPage(page))
})
