import { md5Base64 } from '@oos-js/core'
import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { runs, timeout } from './runs.ts'

describe('the MD5 of any bytes', () => {
  it('Req 17b: is that of Node', { timeout }, async () => {
    // MD5 works on 64 bytes at a time and puts the length into the last 8 of them.
    const edges = fc
      .constantFrom(0, 55, 56, 57, 63, 64, 65, 119, 120, 128)
      .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
    const bytes = fc.oneof(edges, fc.uint8Array({ maxLength: 300 }))
    const property = fc.asyncProperty(bytes, async (input) => {
      const content = new Uint8Array(input)
      expect(await md5Base64(content)).toBe(createHash('md5').update(content).digest('base64'))
    })
    await fc.assert(property, runs)
  })

  it(
    'Req 17b: is that of Node past 512 MiB, where a length in bits needs more than 32',
    { timeout },
    async () => {
      const mebibyte = new Uint8Array(1_048_576).map((_, index) => index * 7)
      const hash = createHash('md5')
      const pieces = Array.from({ length: 513 }, () => mebibyte)
      for (const piece of pieces) hash.update(piece)
      expect(await md5Base64(new Blob(pieces))).toBe(hash.digest('base64'))
    },
  )
})
