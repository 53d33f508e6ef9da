import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'

const emulator = emulatorOnMsw()
const client = createClient()

describe('a key is refused before anything is sent', () => {
  it.each([
    ['one dot', '.'],
    ['two dots', '..'],
    ['a part of one dot in front', './x'],
    ['a part of one dot', 'a/./b'],
    ['a part of two dots', 'a/../b'],
    ['a part of two dots at the end', 'a/..'],
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
    ['the other half', '\ude00b'],
    ['1025 bytes', `${'🎉'.repeat(256)}a`],
    ['nothing', ''],
  ])('%s', async (_, Key) => {
    const Bucket = 'bucket'
    const commands = [
      new PutObjectCommand({ Bucket, Key, Body: '' }),
      new GetObjectCommand({ Bucket, Key }),
      new DeleteObjectCommand({ Bucket, Key }),
    ]
    for (const command of commands) {
      const error = await failure(client.send(command as PutObjectCommand))
      expect([error.code, error.member, error.attempts]).toEqual(['InvalidInput', 'Key', 0])
    }
    expect(emulator.requests).toEqual([])
  })

  it.each([
    ['a number', 7],
    ['a list', ['a']],
    ['an object', { toString: () => 'a' }],
  ])('%s', async (_, Key: any) => {
    const error = await failure(client.send(new GetObjectCommand({ Bucket: 'bucket', Key })))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'Key'])
  })
})

describe('a bucket name is refused before anything is sent', () => {
  it.each([
    ['upper case', 'Bucket'],
    ['two dots', 'a..b'],
    ['a dot in front', '.abc'],
    ['a dot at the end', 'abc.'],
    ['a hyphen in front', '-abc'],
    ['a hyphen beside a dot', 'a-.b'],
    ['an IP address', '192.168.0.1'],
    ['2 characters', 'ab'],
    ['64 characters', 'a'.repeat(64)],
    ['a slash', 'a/bc'],
    ['another host', '@evil.com'],
    ['a line break', 'abc\r\n'],
    ['an underscore', 'a_b'],
    ['a percent sign', 'a%2Fb'],
    ['a letter beyond ASCII', 'bücket'],
    ['nothing', ''],
  ])('%s', async (_, Bucket) => {
    const error = await failure(client.send(new CreateBucketCommand({ Bucket })))
    expect([error.code, error.member, error.attempts]).toEqual(['InvalidInput', 'Bucket', 0])
    expect(emulator.requests).toEqual([])
  })

  it.each([
    ['3 characters', 'abc'],
    ['63 characters', 'a'.repeat(63)],
    ['dots and hyphens', 'a.b-c.9'],
  ])('but not %s', async (_, Bucket) => {
    await client.send(new CreateBucketCommand({ Bucket }))
    expect(emulator.buckets.has(Bucket)).toBe(true)
  })
})
