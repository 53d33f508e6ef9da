import { describe, expect, it } from 'vitest'
import {
  checkpointId,
  checkSource,
  createCheckpoint,
  readCheckpoint,
  type Checkpoint,
} from '../../../packages/web/src/resume/checkpoint.ts'
import { failure } from '../../support/failure.ts'
import { checkpointOf, facts } from './checkpoints.ts'

const checkpoint = checkpointOf()

/** A checkpoint that says something else, with a checksum that fits. */
function forged(more: object): unknown {
  return createCheckpoint({ ...facts, ...more })
}

describe('a checkpoint', () => {
  it('Req 2a: is plain data of less than 2 KiB, whatever the number of parts', () => {
    const large = checkpointOf({ size: 5_497_558_138_880, key: 'k'.repeat(1024) })
    expect(JSON.parse(JSON.stringify(large))).toEqual(large)
    expect(structuredClone(large)).toEqual(large)
    expect(JSON.stringify(large).length).toBeLessThan(2048)
  })

  it('S19: holds nothing but what its type says, so no credentials', () => {
    const more = { credentials: { secretAccessKey: 'secret' }, accessKeyId: 'key' }
    const made = forged(more) as Checkpoint
    expect(Object.keys(made).sort()).toEqual([...Object.keys(facts), 'checksum', 'version'].sort())
  })

  it('is read back as it was written', () => {
    expect(readCheckpoint(JSON.parse(JSON.stringify(checkpoint)), facts)).toEqual(checkpoint)
  })

  it('keeps the format of version 1: a checkpoint of an earlier release can be read', () => {
    expect(checkpoint).toEqual({ version: 1, ...facts, checksum: '7ba740e5' })
  })
})

describe('S19: a stored value', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['a number', 1],
    ['a text', JSON.stringify(checkpoint)],
    ['an array', [checkpoint]],
    ['an empty object', {}],
    ['of another version', { ...checkpoint, version: 2 }],
    ['without a checksum', { ...checkpoint, checksum: undefined }],
    ['with another checksum', { ...checkpoint, checksum: '00000000' }],
    ['changed in one member', { ...checkpoint, uploadId: 'id-2' }],
    ['with an endpoint that is none', { ...checkpoint, endpoint: 'oos.test' }],
  ])('S19: that is %s is as good as none', (_what, value) => {
    expect(readCheckpoint(value, facts)).toBeUndefined()
  })

  it.each([
    ['an empty id', { uploadId: '' }],
    ['an id that is no text', { uploadId: Object('id-1') }],
    ['a bucket that is a list', { bucket: ['films'] }],
    ['a negative size', { size: -1 }],
    ['a size that is no integer', { size: 1.5 }],
    ['a size as text', { size: '1' }],
    ['parts of nothing', { partSize: 0 }],
    ['endless parts', { partSize: Infinity }],
    ['a time that is none', { createdAt: 'yesterday' }],
    ['an identity that is no text', { source: 1 }],
  ])('S19: with %s is as good as none, even if its checksum is right', (_what, more) => {
    expect(readCheckpoint(forged(more), facts)).toBeUndefined()
  })

  it.each([
    ['endpoint', 'https://evil.test'],
    ['bucket', 'other'],
    ['key', 'a/other.mp4'],
  ])('S19: of another %s than is asked for is as good as none', (member, value) => {
    const other = forged({ [member]: value })
    expect(readCheckpoint(other)).toBeDefined()
    expect(readCheckpoint(other, facts)).toBeUndefined()
  })
})

describe('the name of an upload', () => {
  it('is the same however the endpoint is written', () => {
    const target = { bucket: 'films', key: 'a' }
    const names = ['https://oos.test', 'https://oos.test/', 'https://OOS.test:443'].map(
      (endpoint) => checkpointId({ endpoint, ...target }),
    )
    expect(new Set(names).size).toBe(1)
  })

  it('tells objects apart, whatever their keys', () => {
    const targets = ['', '/', '//', 'a', 'a/', '/a', '中', '%E4%B8%AD', '..'].map((key) =>
      checkpointId({ endpoint: 'https://oos.test', bucket: 'films', key }),
    )
    expect(new Set(targets).size).toBe(targets.length)
  })
})

describe('Req 2b: another file', () => {
  it.each([
    ['size', { size: facts.size + 1 }],
    ['identity', { source: '["film.mp4",12582912,1]' }],
  ])('Req 2b: of another %s is refused', async (_what, more) => {
    const error = await failure((async () => checkSource(checkpoint, { ...facts, ...more }))())
    expect(error).toMatchObject({
      code: 'CheckpointMismatch',
      operation: 'Upload',
      bucket: 'films',
      key: 'a/film.mp4',
      attempts: 0,
    })
    expect(error.hint).toContain('discardUpload')
  })

  it('that is the same is taken', () => {
    expect(() => checkSource(checkpoint, facts)).not.toThrow()
  })
})
