import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHmacSha1, sha1 } from '../../packages/core/src/signing/sha1.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex')
const nodeSha1 = (message: Uint8Array) => createHash('sha1').update(message).digest('hex')
const nodeHmac = (key: Uint8Array, message: Uint8Array) =>
  createHmac('sha1', key).update(message).digest('hex')

describe('sha1', () => {
  it.each([
    ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'a49b2446a02c645bf419f995b67091253a04a259',
    ],
    ['a'.repeat(1_000_000), '34aa973cd4c4daa4f61eeb2bdbad27316534016f'],
  ])('digests example %# of FIPS 180', (message, digest) => {
    expect(hex(sha1(bytes(message)))).toBe(digest)
  })

  it.each([0, 1, 54, 55, 56, 57, 63, 64, 65, 118, 119, 120, 127, 128, 129, 1000, 4096, 65_537])(
    'digests %i bytes like Node does',
    (length) => {
      const message = Uint8Array.from({ length }, (_, index) => (index * 151 + length) & 255)
      expect(hex(sha1(message))).toBe(nodeSha1(message))
    },
  )

  it('digests 10,000 random messages like Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1500, size: 'max' }), (message) => {
        expect(hex(sha1(message))).toBe(nodeSha1(message))
      }),
      { numRuns: 10_000, seed: 1 },
    )
  }, 60_000)

  it('digests the bytes of a view, not of the buffer behind it', () => {
    const view = bytes('--abc--').subarray(2, 5)
    expect(hex(sha1(view))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  })

  it('leaves the message as it was', () => {
    const message = bytes('abc')
    sha1(message)
    expect(message).toEqual(bytes('abc'))
  })
})

describe('createHmacSha1', () => {
  // RFC 2202, section 3.
  it.each([
    [new Uint8Array(20).fill(0x0b), bytes('Hi There'), 'b617318655057264e28bc0b6fb378c8ef146be00'],
    [
      bytes('Jefe'),
      bytes('what do ya want for nothing?'),
      'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
    ],
    [
      new Uint8Array(20).fill(0xaa),
      new Uint8Array(50).fill(0xdd),
      '125d7342b9ac11cd91a39af48aa17b4f63f175d3',
    ],
    [
      new Uint8Array(80).fill(0xaa),
      bytes('Test Using Larger Than Block-Size Key - Hash Key First'),
      'aa4ae5e15272d00e95705637ce8a3b55ed402112',
    ],
    [
      new Uint8Array(80).fill(0xaa),
      bytes('Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data'),
      'e8e99d0f45237d786d6bbaa7965c7808bbff1a91',
    ],
  ])('reproduces example %# of RFC 2202', (key, message, mac) => {
    expect(hex(createHmacSha1(key)(message))).toBe(mac)
  })

  it.each([0, 1, 20, 40, 63, 64, 65, 128, 200])(
    'takes a key of %i bytes like Node does',
    (length) => {
      const key = Uint8Array.from({ length }, (_, index) => (index * 37 + 11) & 255)
      expect(hex(createHmacSha1(key)(bytes('message')))).toBe(nodeHmac(key, bytes('message')))
    },
  )

  it('signs any number of messages with one key', () => {
    const key = bytes('secret')
    const hmac = createHmacSha1(key)
    for (const message of ['', 'a', 'a'.repeat(200), '', 'a'].map(bytes)) {
      expect(hex(hmac(message))).toBe(nodeHmac(key, message))
    }
  })

  it('signs random messages with random keys like Node does', () => {
    const random = fc.uint8Array({ maxLength: 200, size: 'max' })
    fc.assert(
      fc.property(random, random, (key, message) => {
        expect(hex(createHmacSha1(key)(message))).toBe(nodeHmac(key, message))
      }),
      { numRuns: 1000, seed: 2 },
    )
  })
})
