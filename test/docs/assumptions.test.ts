import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { questions } from '../live-check/questions.mjs'
import { root } from '../tools/root.ts'

const page = readFileSync(join(root, 'docs/assumptions.md'), 'utf8').replaceAll(/\n {2}/g, ' ')

it('lists every question that the live check asks, with the answer that is assumed', () => {
  const listed = page.split('\n').filter((line) => /^- `[\w-]+`: /.test(line))
  const asked = questions.map(
    ({ id, question, assumed }) => `- \`${id}\`: ${question} Assumed: **${assumed}**.`,
  )
  expect(listed).toEqual(asked)
})
