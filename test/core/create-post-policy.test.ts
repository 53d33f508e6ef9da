import { createHmac } from 'node:crypto'
import { createPostPolicy, type ClientOptions, type PostPolicyOptions } from '@oos-js/core'
import { HeadBucketCommand } from '@oos-js/commands'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'

const now = Date.UTC(2024, 1, 29, 12, 0, 0)
const least: PostPolicyOptions = { bucket: 'photos', key: 'a', maxBytes: 9 }

function make(options: Partial<PostPolicyOptions> = {}, client: Partial<ClientOptions> = {}) {
  return createPostPolicy(createClient({ clock: { now: () => now }, ...client }), {
    ...least,
    ...options,
  })
}

const read = (policy = '') => {
  const text = atob(policy)
  return { text, ...(JSON.parse(text) as { expiration: string; conditions: unknown[] }) }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('the policy of a form', () => {
  it('says all that the form may say, and no more', async () => {
    const { url, fields, expiresAt } = await make({
      key: 'me/cat.jpg',
      minBytes: 1,
      contentType: 'image/jpeg',
      metadata: { Author: 'me' },
      successStatus: 204,
      expiresIn: 60,
    })
    const { policy = '', signature, ...rest } = fields
    expect([url, expiresAt]).toEqual(['http://oos.test/photos/', new Date(now + 60_000)])
    expect(rest).toEqual({
      key: 'me/cat.jpg',
      success_action_status: '204',
      'x-amz-meta-author': 'me',
      'Content-Type': 'image/jpeg',
      AWSAccessKeyId: defaultAccount.accessKeyId,
    })
    const { expiration, conditions } = read(policy)
    expect(expiration).toBe('2024-02-29T12:01:00.000Z')
    expect(conditions).toEqual([
      { bucket: 'photos' },
      ['content-length-range', 1, 9],
      { key: 'me/cat.jpg' },
      { success_action_status: '204' },
      { 'x-amz-meta-author': 'me' },
      { 'Content-Type': 'image/jpeg' },
    ])
    const hmac = createHmac('sha1', defaultAccount.secretAccessKey).update(policy)
    expect(signature).toBe(hmac.digest('base64'))
  })

  it('leaves open what was not given: the name behind a prefix, and the type', async () => {
    const { fields } = await make({ key: undefined, keyPrefix: 'in/', contentType: 'image/*' })
    expect(fields['key']).toBe('in/${filename}')
    expect(read(fields['policy']).conditions).toEqual([
      { bucket: 'photos' },
      ['content-length-range', 0, 9],
      ['starts-with', '$key', 'in/'],
      ['starts-with', '$Content-Type', 'image/'],
      { success_action_status: '201' },
    ])
    const { conditions } = read((await make()).fields['policy'])
    expect(conditions).toContainEqual(['starts-with', '$Content-Type', ''])
  })

  it('is ASCII, with nothing that the language of policies would take for its own', async () => {
    const key = '中文 $key "x".txt'
    const { text, conditions } = read((await make({ key })).fields['policy'])
    expect(text).toMatch(/^[ -~]*$/)
    expect(text).not.toContain('$key')
    expect(conditions).toContainEqual({ key })
  })

  it('has the token of a temporary key', async () => {
    const credentials = { ...defaultAccount, sessionToken: 'T+/=' }
    const { fields } = await make({}, { credentials })
    expect(fields['x-amz-security-token']).toBe('T+/=')
    expect(read(fields['policy']).conditions).toContainEqual({ 'x-amz-security-token': 'T+/=' })
  })

  it('goes to the address of the bucket, in the client’s style', async () => {
    const { url } = await make({}, { addressing: 'virtual' })
    expect(url).toBe('http://photos.oos.test/')
  })

  it('ends by the clock of the service, once that is known', async () => {
    const service = now + 3_600_000
    const emulator = createEmulator({ clock: { now: () => service } })
    const options = { clock: { now: () => now }, maxAttempts: 2, fetch: inProcess(emulator) }
    const client = createClient(options)
    await failure(client.send(new HeadBucketCommand({ Bucket: 'photos' })))
    const { expiresAt } = await createPostPolicy(client, least)
    expect(Math.abs(expiresAt.getTime() - service - 900_000)).toBeLessThan(2000)
  })

  it.each([
    ['key', { key: undefined }],
    ['key', { keyPrefix: 'b' }],
    ['key', { key: '' }],
    ['key', { key: 'a/../b' }],
    ['key', { key: undefined, keyPrefix: '../' }],
    ['key', { key: 'a'.repeat(1025) }],
    ['key', { key: '\ud800' }],
    ['Bucket', { bucket: 'Photos' }],
    ['maxBytes', { maxBytes: -1 }],
    ['maxBytes', { maxBytes: 1.5 }],
    ['minBytes', { minBytes: -1 }],
    ['maxBytes', { minBytes: 10 }],
    ['metadata.author', { metadata: { author: '中文' } }],
    ['contentType', { contentType: 'image/png\r\nx' }],
    ['expiresIn', { expiresIn: 0 }],
    ['expiresIn', { expiresIn: 61, maxExpiresIn: 60 }],
  ])('S13: is refused without a sound %s: %j', async (member, options) => {
    const error = await failure(make(options))
    expect([error.code, error.member, error.operation]).toEqual([
      'InvalidInput',
      member,
      'createPostPolicy',
    ])
  })

  it('needs a key to sign with', async () => {
    const error = await failure(make({}, { credentials: undefined }))
    expect([error.code, error.member]).toEqual(['InvalidInput', 'credentials'])
  })

  it('S13: that lives past a week comes with a warning', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    await make({ expiresIn: 604_800 })
    expect(warn).not.toHaveBeenCalled()
    await make({ expiresIn: 604_801 })
    expect(warn).toHaveBeenCalledOnce()
  })
})
