import { describe, expect, it } from 'vitest'
import { minimumPartSize, partSizeFor, planParts } from '../../../packages/web/src/upload/plan.ts'

const mebibyte = 1024 ** 2
const least = 5 * mebibyte
const most = 10_000

describe('the size of parts', () => {
  it('is 5 MiB at least', () => {
    expect(minimumPartSize).toBe(least)
  })

  it.each([
    ['no bytes', 0, least],
    ['one byte', 1, least],
    ['one part', least, least],
    ['one part and a byte', least + 1, least],
    ['all parts but a byte', most * least - 1, least],
    ['all parts', most * least, least],
    ['all parts and a byte', most * least + 1, 6 * mebibyte],
    ['all larger parts', most * 6 * mebibyte, 6 * mebibyte],
    ['all larger parts and a byte', most * 6 * mebibyte + 1, 7 * mebibyte],
    ['5 TiB', 5 * 1024 ** 4, 525 * mebibyte],
  ])('grows by whole MiB where 10,000 parts would not do: %s', (_, size, expected) => {
    expect(partSizeFor(size)).toBe(expected)
    expect(Math.ceil(size / expected)).toBeLessThanOrEqual(most)
  })

  it.each([
    ['for a small file', 1, least + 1, least + 1],
    ['for a large file', most * 8 * mebibyte, 8 * mebibyte, 8 * mebibyte],
    ['unless that were too many', most * 8 * mebibyte + 1, 8 * mebibyte, 9 * mebibyte],
  ])('is the one wished for %s', (_, size, wished, expected) => {
    expect(partSizeFor(size, wished)).toBe(expected)
  })
})

describe('the plan', () => {
  it.each([
    ['no bytes', 0, 0, 0],
    ['one byte', 1, 1, 1],
    ['one part', least, 1, least],
    ['one part and a byte', least + 1, 2, 1],
    ['all parts but a byte', most * least - 1, most, least - 1],
    ['all parts', most * least, most, least],
  ])('covers %s without gaps', (_, size, count, last) => {
    const parts = planParts(size, least)
    expect(parts).toHaveLength(count)
    parts.forEach((part, index) => {
      if (part.number !== index + 1 || part.start !== index * least) {
        expect.fail(`part ${index + 1} is ${JSON.stringify(part)}`)
      }
    })
    expect(parts.slice(0, -1).every(({ start, end }) => end - start === least)).toBe(true)
    const tail = parts.at(-1)
    expect([tail?.end ?? 0, (tail?.end ?? 0) - (tail?.start ?? 0)]).toEqual([size, last])
  })
})
