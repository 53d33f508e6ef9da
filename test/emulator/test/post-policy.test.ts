import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { code, createBucket, emulatorAt, values, type Answer } from './client.js'
import { post, signForm, signPolicy, type Conditions, type FormFields } from './post-form.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

const bucket = { bucket: 'bucket' }
const key = { key: 'dir/key' }

function send(conditions: Conditions, more: FormFields = {}, file = 'body'): Promise<Answer> {
  return post(emulator, { ...key, ...more, ...signForm(conditions) }, { file })
}

describe('a condition of a form', () => {
  it.each<[Conditions, FormFields, boolean]>([
    [[bucket, key], {}, true],
    [[bucket, { KEY: 'dir/key' }], {}, true],
    [[bucket, { key: 'dir' }], {}, false],
    [[bucket, { key: 'dir/key/' }], {}, false],
    [[{ bucket: 'other' }, key], {}, false],
    [
      [
        ['eq', '$bucket', 'bucket'],
        ['eq', '$key', 'dir/key'],
      ],
      {},
      true,
    ],
    [[bucket, ['eq', '$key', 'dir/kez']], {}, false],
    [[['starts-with', '$bucket', 'buck'], key], {}, true],
    [[bucket, ['starts-with', '$key', 'dir/']], {}, true],
    [[bucket, ['starts-with', '$key', '']], {}, true],
    [[bucket, ['starts-with', '$key', 'other/']], {}, false],
    [[bucket, ['starts-with', '$Key', 'dir/']], {}, true],
    [
      [bucket, key, ['starts-with', '$Content-Type', 'image/']],
      { 'content-type': 'image/png' },
      true,
    ],
    [
      [bucket, key, ['starts-with', '$content-type', 'image/']],
      { 'Content-Type': 'text/html' },
      false,
    ],
    [[bucket, key, ['starts-with', '$Content-Type', 'image/']], {}, false],
    [[bucket, key, ['starts-with', '$Content-Type', '']], {}, true],
    [[bucket, key, { 'Cache-Control': 'no-cache' }], { 'Cache-Control': 'no-cache' }, true],
    [[bucket, key, { 'x-amz-meta-a': '中文' }], { 'x-amz-meta-a': '中文' }, true],
    [[bucket, key, { 'x-amz-meta-a': '$b' }], { 'x-amz-meta-a': '$b' }, true],
    [[bucket, key, { success_action_status: '201' }], { success_action_status: '200' }, false],
    [
      [bucket, key, { 'x-amz-meta-a': '1' }, { 'x-amz-meta-a': '2' }],
      { 'x-amz-meta-a': '1' },
      false,
    ],
  ])('%j with %j lets it through: %s', async (conditions, fields, allowed) => {
    const answer = await send(conditions, fields)
    expect(code(answer)).toBe(allowed ? undefined : 'AccessDenied')
    if (!allowed) {
      expect(answer.status).toBe(403)
      expect(values(answer.text, 'Message')[0]).toContain('Policy Condition failed')
    }
  })

  it.each<[string, FormFields]>([
    ['a field', { 'x-amz-meta-a': '1' }],
    ['acl', { acl: 'private' }],
    ['Content-Type', { 'Content-Type': 'a/b' }],
    ['redirect', { success_action_redirect: 'http://a.example/' }],
    ['the token', { 'x-amz-security-token': 'x' }],
  ])('is missing for %s that came', async (_, fields) => {
    const name = Object.keys(fields)[0]?.toLowerCase() ?? ''
    const answer = await send([bucket, key], fields)
    const expected = name === 'x-amz-security-token' ? 'InvalidToken' : 'AccessDenied'
    expect(code(answer)).toBe(expected)
    if (expected === 'AccessDenied') expect(answer.text).toContain(`Extra input fields: ${name}`)
  })

  it('is missing for the bucket', async () => {
    expect((await send([key])).text).toContain('Extra input fields: bucket')
  })

  it('is not needed for x-ignore- and what signs the form', async () => {
    expect((await send([bucket, key], { 'x-ignore-this': '1' })).status).toBe(204)
  })

  it('is about the key with the name of the file in it', async () => {
    const policy = signForm([bucket, ['eq', '$key', 'dir/name.txt']])
    expect((await post(emulator, { key: 'dir/${filename}', ...policy })).status).toBe(204)
  })

  it.each([
    [['content-length-range', 4, 4], undefined],
    [['content-length-range', 0, 1024], undefined],
    [['content-length-range', '4', '5'], undefined],
    [['content-length-range', 5, 10], 'EntityTooSmall'],
    [['content-length-range', 0, 3], 'EntityTooLarge'],
  ])('%j of four bytes leads to %s', async (range, expected) => {
    const answer = await send([bucket, key, range])
    expect(code(answer)).toBe(expected)
    expect(emulator.buckets.get('bucket')?.objects.size).toBe(expected === undefined ? 1 : 0)
  })

  it('counts together with another range', async () => {
    const ranges = [
      ['content-length-range', 0, 10],
      ['content-length-range', 5, 20],
    ]
    expect(code(await send([bucket, key, ...ranges]))).toBe('EntityTooSmall')
  })

  it.each<[string, string]>([
    [String.raw`\$5`, '$5'],
    [String.raw`a\\b`, 'a\\b'],
    [String.raw`a\\$b`, 'a\\$b'],
    [String.raw`a\\v`, 'a\\v'],
    [String.raw`a\vb`, 'a\u000bb'],
    [String.raw`a\tb\u00e9`, 'a\tbé'],
    [String.raw`a\"\/`, 'a"/'],
  ])('may be written as %s', async (written, value) => {
    const json = `{"expiration":"2018-12-10T06:13:21Z","conditions":[{"bucket":"bucket"},{"key":"dir/key"},["eq","$x-ignored-not","${written}"]]}`
    const fields = { ...key, 'x-ignored-not': value, ...signPolicy(json) }
    expect((await post(emulator, fields)).status).toBe(204)
  })
})

describe('a policy of a form', () => {
  it.each([
    ['2018-12-10T06:12:22Z', undefined],
    ['2018-12-10T06:12:21.001Z', undefined],
    ['2018-12-10T06:12:21.000Z', 'AccessDenied'],
    ['2018-12-09T06:12:22Z', 'AccessDenied'],
  ])('that ends at %s leads to %s', async (expiration, expected) => {
    const answer = await post(emulator, { ...key, ...signForm([bucket, key], { expiration }) })
    expect(code(answer)).toBe(expected)
    if (expected !== undefined) expect(answer.text).toContain('Policy expired')
  })

  it.each([undefined, '', 'tomorrow', '2018-12-10 06:13:21', 1544422400, '2018-13-10T06:13:21Z'])(
    'that ends at %j is not valid',
    async (expiration) => {
      const json = JSON.stringify({ expiration, conditions: [bucket, key] })
      const answer = await post(emulator, { ...key, ...signPolicy(json) })
      expect([answer.status, code(answer)]).toEqual([400, 'InvalidPolicyDocument'])
    },
  )

  it.each(['', '[]', 'null', '{"expiration":"2018-12-10T06:13:21Z"}', '{"conditions":[]}'])(
    '%j is not valid',
    async (json) => {
      const answer = await post(emulator, { ...key, ...signPolicy(json) })
      const expected = json === '' ? 'InvalidArgument' : 'InvalidPolicyDocument'
      expect(code(answer)).toBe(expected)
    },
  )

  it.each<[unknown]>([
    [['like', '$key', 'a']],
    [['eq', 'key', 'a']],
    [['eq', '$key']],
    [['eq', '$key', 'a', 'b']],
    [['eq', '$key', 1]],
    [{}],
    [{ key: 1 }],
    [{ key: 'dir/key', bucket: 'bucket' }],
    ['key'],
    [null],
    [['content-length-range', 1]],
    [['content-length-range', 2, 1]],
    [['content-length-range', -1, 1]],
    [['content-length-range', 'a', 'b']],
    [['starts-with', '$success_action_status', '']],
  ])('with %j among its conditions is not valid', async (condition) => {
    expect(code(await send([bucket, key, condition]))).toBe('InvalidPolicyDocument')
  })
})
