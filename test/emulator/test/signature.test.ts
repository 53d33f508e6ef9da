import { expect, it } from 'vitest'
import { equalInConstantTime } from '../src/signature.js'

const secret = 'bWq2s1WEIj+Ydj0vQ697zp+IXMU='

it.each([
  ['the same', secret, true],
  ['with another beginning', `x${secret.slice(1)}`, false],
  ['with another end', `${secret.slice(0, -1)}x`, false],
  ['shorter', secret.slice(0, -1), false],
  ['longer', `${secret}=`, false],
  ['with NUL after it', `${secret}\0`, false],
  ['empty', '', false],
])('a signature that is %s is compared', (_, given, expected) => {
  expect(equalInConstantTime(secret, given)).toBe(expected)
})

it.each([['x'], [secret], [`x${secret.slice(1)}`], [secret.repeat(1000)]])(
  'comparing with %s looks at as many characters as ever',
  (text) => {
    let looks = 0
    const given = {
      length: text.length,
      charCodeAt(index: number) {
        looks += 1
        return text.charCodeAt(index)
      },
    }
    equalInConstantTime(secret, given)
    expect(looks).toBe(secret.length)
  },
)
