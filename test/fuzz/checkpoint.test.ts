import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkpointId,
  createCheckpoint,
  readCheckpoint,
} from '../../packages/web/src/resume/checkpoint.ts'
import { hardText, mutated, runs, timeout } from './runs.ts'

const endpoint = fc.constantFrom('https://oos.test', 'http://oos.test:8080/', 'https://OOS.test')
const bucket = fc.constantFrom('films', 'photos')
const name = hardText().filter((text) => text !== '')
const facts = fc.record({
  endpoint,
  bucket,
  key: name,
  uploadId: name,
  size: fc.nat(),
  partSize: fc.integer({ min: 1 }),
  source: hardText(),
  createdAt: fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString()),
})
const checkpoint = facts.map(createCheckpoint)

const members = [
  'bucket',
  'checksum',
  'createdAt',
  'endpoint',
  'key',
  'partSize',
  'size',
  'source',
  'uploadId',
  'version',
] as const

/** Anything that may lie in a storage: values of any kind, and texts that are almost those of checkpoints. */
const anything = fc.oneof(
  fc.anything(),
  fc.object({
    key: fc.constantFrom('version', 'endpoint', 'bucket', 'key', 'checksum', '__proto__'),
  }),
  fc
    .tuple(checkpoint, fc.dictionary(fc.constantFrom('key', 'size', 'checksum'), fc.anything()))
    .map(([whole, changes]) => ({ ...whole, ...changes })),
  mutated(checkpoint.map((whole) => JSON.stringify(whole))).map(parsed),
)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

describe('any checkpoint', () => {
  it('S19: comes back as it was, through JSON and through a clone', { timeout }, () => {
    const property = fc.property(checkpoint, (made) => {
      expect(readCheckpoint(JSON.parse(JSON.stringify(made)), made)).toEqual(made)
      expect(readCheckpoint(structuredClone(made), made)).toEqual(made)
    })
    fc.assert(property, runs)
  })

  it('S19: is as good as none when any of its members is changed', { timeout }, () => {
    const member = fc.constantFrom(...members)
    const value = fc.oneof(hardText(), fc.integer(), fc.constant(undefined), fc.anything())
    const property = fc.property(checkpoint, member, value, (made, changed, other) => {
      fc.pre(!Object.is(made[changed], other))
      expect(readCheckpoint({ ...made, [changed]: other })).toBeUndefined()
    })
    fc.assert(property, runs)
  })

  it('S19: is taken for no other object', { timeout }, () => {
    const property = fc.property(checkpoint, facts, (made, target) => {
      const isSame = checkpointId(made) === checkpointId(target)
      expect(readCheckpoint(made, target) !== undefined).toBe(isSame)
    })
    fc.assert(property, runs)
  })
})

describe('any stored value', () => {
  it('S19: is a checkpoint through and through, or as good as none', { timeout }, () => {
    let found = 0
    const property = fc.property(anything, (value) => {
      const read = readCheckpoint(value)
      if (read === undefined) return
      found++
      expect(Object.keys(read).sort()).toEqual(members)
      expect(read).toEqual(createCheckpoint(read))
      expect([typeof read.uploadId, typeof read.key]).toEqual(['string', 'string'])
      expect(new URL(read.endpoint).origin).toBe(read.endpoint)
    })
    fc.assert(property, runs)
    expect(found, 'whole ones among them').toBeGreaterThan(0)
  })
})
