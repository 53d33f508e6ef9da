import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isRetryable } from '../../packages/core/src/failure/backoff.ts'
import { root } from '../tools/root.ts'
import { textOf } from './pages.ts'

const source = readFileSync(join(root, 'packages/core/src/errors.ts'), 'utf8')
const entries = textOf('docs/errors.md').split(/^### /m).slice(1)
const codes = (type: string) => {
  const [, union = ''] = new RegExp(`export type ${type} =([^]*?)\n\n`).exec(source) ?? []
  return [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code)
}
const known = [...codes('ClientErrorCode'), ...codes('ServiceErrorCode')]

it('has an entry for every code, in the order of the types', () => {
  expect(entries.map((entry) => entry.split('\n')[0])).toEqual(known)
})

it.each(known)(
  'says of %s what it comes from, what to do, and whether it is sent again',
  (code) => {
    const entry = entries.find((text) => text.startsWith(`${code}\n`)) ?? ''
    expect(entry).toMatch(/\n\n\S[^]*\n- Fix: \S[^]*\n- Sent again: (?:yes|no|once)/)
    const isSentAgain = entry.includes('- Sent again: yes')
    expect(isSentAgain).toBe(isRetryable({ code }))
  },
)
