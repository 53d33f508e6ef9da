import { expect, it } from 'vitest'
import { equalInConstantTime } from '../src/signature.js'

const signature = 'bWq2s1WEIj+Ydj0vQ697zp+IXMU='

it.each([
  ['the same', signature, true],
  ['with another beginning', `x${signature.slice(1)}`, false],
  ['with another end', `${signature.slice(0, -1)}x`, false],
  ['shorter', signature.slice(0, -1), false],
  ['longer', `${signature}=`, false],
  ['with NUL after it', `${signature}\0`, false],
  ['empty', '', false],
])('S16: a signature that is %s is compared', (_, given, expected) => {
  expect(equalInConstantTime(signature, given)).toBe(expected)
})

it.each([['x'], [signature], [`x${signature.slice(1)}`], [signature.repeat(1000)]])(
  'S16: comparing with %s looks at as many characters as ever',
  (text) => {
    let looks = 0
    const given = {
      length: text.length,
      charCodeAt(index: number) {
        looks += 1
        return text.charCodeAt(index)
      },
    }
    equalInConstantTime(signature, given)
    expect(looks).toBe(signature.length)
  },
)
