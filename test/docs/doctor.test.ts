import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { textOf } from './pages.ts'

const source = readFileSync(join(root, 'packages/commands/src/tasks/doctor/texts.ts'), 'utf8')
const [, union = ''] = /export type FindingCode =([^]*?)\n\n/.exec(source) ?? []
const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code)

it.each(['docs/doctor.md', 'docs/zh-CN/doctor.md'])(
  '%s lists everything that can be found',
  (page) => {
    const [, table = ''] = textOf(page).split(/^\| code /m)
    const listed = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code)
    expect(listed.length).toBeGreaterThan(10)
    expect([...listed].sort()).toEqual([...codes].sort())
  },
)
