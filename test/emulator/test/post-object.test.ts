import { beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Account, type Emulator } from '../src/index.js'
import {
  act,
  code,
  createBucket,
  emulatorAt,
  get,
  md5Base64,
  md5Hex,
  other,
  put,
  send,
  signed,
  values,
  type Answer,
} from './client.js'
import {
  boundary,
  formBody,
  post,
  postBody,
  signForm,
  signPolicy,
  type FormFields,
  type Upload,
} from './post-form.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

const bucket = { bucket: 'bucket' }

// With a condition that lets each field be anything.
function sendForm(fields: FormFields, upload: Upload = {}, account?: Account): Promise<Answer> {
  const names = Object.keys(fields).filter((name) => !name.startsWith('x-ignore-'))
  const conditions = names.map((name) =>
    name === 'success_action_status' ? { [name]: fields[name] } : ['starts-with', `$${name}`, ''],
  )
  const policy = signForm([bucket, ...conditions], account === undefined ? {} : { account })
  return post(emulator, { ...fields, ...policy }, upload)
}

describe('POST Object', () => {
  it('stores the file', async () => {
    const answer = await sendForm({ key: 'dir/key' }, { file: 'text' })
    expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([
      204,
      '',
      `"${md5Hex('text')}"`,
    ])
    expect((await get(emulator, '/bucket/dir/key')).text).toBe('text')
  })

  it('keeps bytes that look like the end of the file', async () => {
    const file = '\r\n--\r\n------WebKitFormBoundary7MA4YWxkTrZu0g\r\n\r\n-'
    await sendForm({ key: 'key' }, { file })
    expect((await get(emulator, '/bucket/key')).text).toBe(file)
  })

  it('stores an empty file', async () => {
    await sendForm({ key: 'key' }, { file: '' })
    expect((await get(emulator, '/bucket/key')).headers.get('content-length')).toBe('0')
  })

  it('stores what the fields say about it, as PUT does with headers', async () => {
    const fields = {
      key: 'key',
      'Content-Type': 'text/html',
      'Cache-Control': 'no-cache',
      'Content-Disposition': 'attachment',
      'Content-Encoding': 'gzip',
      Expires: 'Mon, 10 Dec 2018 06:12:21 GMT',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-meta-Name': 'value',
    }
    await sendForm(fields, { partHeaders: 'Content-Type: image/png\r\n' })
    const { headers } = await get(emulator, '/bucket/key')
    const { key, 'x-amz-meta-Name': name, ...same } = fields
    const names = Object.keys(same)
    expect(names.map((one) => headers.get(one))).toEqual(Object.values(same))
    expect([key, headers.get('x-amz-meta-name')]).toEqual(['key', name])
  })

  it('does not take the Content-Type of the file', async () => {
    await sendForm({ key: 'key' }, { partHeaders: 'Content-Type: image/png\r\n' })
    expect((await get(emulator, '/bucket/key')).headers.get('content-type')).toBe(
      'application/octet-stream',
    )
  })

  it.each([
    ['user/${filename}', 'photo.png', 'user/photo.png'],
    ['${filename}', '中文 名.txt', '中文 名.txt'],
    ['user/${filename}', 'C:\\Documents\\photo.png', 'user/photo.png'],
    ['user/${filename}', 'dir/photo.png', 'user/photo.png'],
    ['${filename}', "$&$'.txt", "$&$'.txt"],
    ['${filename}', 'a\\".txt', 'a".txt'],
    ['plain', 'photo.png', 'plain'],
  ])('makes of the key %s and the file %s the key %s', async (key, fileName, expected) => {
    await sendForm({ key }, { fileName })
    expect(emulator.buckets.get('bucket')?.objects.keys()).toEqual([expected])
  })

  it('is about the key that it makes', async () => {
    await sendForm({ key: 'dir/${filename}' })
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'PostObject', key: 'dir/name.txt' })
  })

  it('takes names of fields in any case', async () => {
    const { AWSAccessKeyId = '', policy = '', signature = '' } = signForm([bucket, { key: 'key' }])
    const fields = {
      KEY: 'key',
      awsaccesskeyid: AWSAccessKeyId,
      Policy: policy,
      Signature: signature,
    }
    expect((await post(emulator, fields)).status).toBe(204)
  })

  it('takes the bucket from the host, too', async () => {
    const fields = {
      ...signForm([bucket, { key: 'key' }]),
      key: 'key',
      success_action_status: '201',
    }
    const form = {
      ...fields,
      ...signForm([bucket, { key: 'key' }, { success_action_status: '201' }]),
    }
    const answer = await post(emulator, form, {}, { target: '/', host: 'bucket.localhost' })
    expect(values(answer.text, 'Location')).toEqual(['http://bucket.localhost/key'])
  })

  it('ignores what comes after the file', async () => {
    const after = `\r\nContent-Disposition: form-data; name="key"\r\n\r\nlate\r\n`
    await sendForm({ key: 'key' }, { after })
    expect(emulator.buckets.get('bucket')?.objects.keys()).toEqual(['key'])
  })

  it.each([
    ['of the file', md5Base64('body'), 204, undefined],
    ['of something else', md5Base64('other'), 400, 'BadDigest'],
    ['that is none', 'x', 400, 'InvalidDigest'],
  ])('checks a Content-MD5 %s', async (_, sum, status, expected) => {
    const answer = await sendForm({ key: 'key', 'Content-MD5': sum })
    expect([answer.status, code(answer)]).toEqual([status, expected])
    expect(emulator.buckets.get('bucket')?.objects.size).toBe(status === 204 ? 1 : 0)
  })

  it('counts metadata like PUT does', async () => {
    const answer = await sendForm({ key: 'key', 'x-amz-meta-a': 'x'.repeat(2048) })
    expect(code(answer)).toBe('MetadataTooLarge')
  })

  it.each([
    ['no key', {}, 'InvalidArgument'],
    ['an empty key', { key: '' }, 'InvalidObjectName'],
    ['a key that is too long', { key: 'k'.repeat(1025) }, 'InvalidObjectName'],
    ['a bad storage class', { key: 'k', 'x-amz-storage-class': 'GLACIER' }, 'InvalidStorageClass'],
  ])('refuses %s', async (_, fields, expected) => {
    const answer = await sendForm(fields)
    expect([answer.status, code(answer)]).toEqual([400, expected])
  })

  it.each(['one\r\ntwo', 'one\u0001'])(
    'refuses a field that stands for a header and cannot be one: %j',
    async (value) => {
      const answer = await sendForm({ key: 'key', 'x-amz-meta-a': value })
      expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
    },
  )

  it('refuses a field that comes twice', async () => {
    expect(code(await sendForm({ key: 'key', Key: 'other' }))).toBe('InvalidArgument')
  })
})

describe('the answer to POST Object', () => {
  it.each([
    ['200', 200],
    ['204', 204],
    ['299', 204],
    ['', 204],
  ])('to success_action_status %j is %s and empty', async (success_action_status, status) => {
    const answer = await sendForm({ key: 'key', success_action_status })
    expect([answer.status, answer.text]).toEqual([status, ''])
  })

  it('to success_action_status 201 is a document', async () => {
    const answer = await sendForm({ key: 'a b', success_action_status: '201' })
    const { headers, status, text } = answer
    const location = 'http://localhost/bucket/a%20b'
    expect([status, headers.get('content-type'), headers.get('location')]).toEqual([
      201,
      'application/xml;charset=UTF-8',
      location,
    ])
    expect(text).toContain(
      `<PostResponse><Location>${location}</Location><Bucket>bucket</Bucket><Key>a b</Key><ETag>&quot;`,
    )
  })

  it.each([
    ['http://a.example/done', 'http://a.example/done?'],
    ['https://a.example/done?x=1%202#end', 'https://a.example/done?x=1%202&'],
  ])('to success_action_redirect %s sends the page on', async (success_action_redirect, start) => {
    const answer = await sendForm({
      key: 'a b',
      success_action_redirect,
      success_action_status: '201',
    })
    const more = `bucket=bucket&key=a%20b&etag=%22${md5Hex('body')}%22`
    const hash = success_action_redirect.endsWith('#end') ? '#end' : ''
    expect([answer.status, answer.headers.get('location')]).toEqual([303, start + more + hash])
  })

  it('to redirect, its old name, is the same', async () => {
    const { headers } = await sendForm({ key: 'key', redirect: 'http://a.example/' })
    expect(headers.get('location')).toMatch(/^http:\/\/a\.example\/\?bucket=bucket&key=key&etag=/)
  })

  it.each(['nowhere', 'javascript:alert(1)', '/path', 'http://'])(
    'to success_action_redirect %s sends it nowhere',
    async (success_action_redirect) => {
      const answer = await sendForm({ key: 'key', success_action_redirect })
      expect([answer.status, answer.headers.get('location')]).toEqual([204, null])
    },
  )
})

describe('a form', () => {
  const policy = [bucket, { key: 'key' }]

  it.each([
    ['private', 403],
    ['public-read', 403],
    ['public-read-write', 204],
  ])('without a policy is anonymous, in a %s bucket', async (acl, status) => {
    await createBucket(emulator, 'bucket', acl)
    expect((await post(emulator, { key: 'key' })).status).toBe(status)
  })

  it('signed by another account is a stranger', async () => {
    const answer = await post(emulator, { key: 'key', ...signForm(policy, { account: other }) })
    expect([answer.status, code(answer)]).toEqual([403, 'AccessDenied'])
  })

  it.each(['AWSAccessKeyId', 'policy', 'signature'])('needs %s beside the others', async (name) => {
    const { [name]: _, ...rest } = signForm(policy)
    const answer = await post(emulator, { key: 'key', ...rest })
    expect([answer.status, code(answer)]).toEqual([400, 'InvalidArgument'])
    expect(answer.text).toContain(name)
  })

  it('with a key nobody knows is refused', async () => {
    const account = { accessKeyId: 'NOBODY', secretAccessKey: 'x' }
    const answer = await post(emulator, { key: 'key', ...signForm(policy, { account }) })
    expect(code(answer)).toBe('InvalidAccessKeyId')
  })

  it('with a wrong signature is told what to sign', async () => {
    const account = { ...defaultAccount, secretAccessKey: `${defaultAccount.secretAccessKey}\n` }
    const form = signForm(policy, { account })
    const answer = await post(emulator, { key: 'key', ...form })
    expect([answer.status, code(answer)]).toEqual([403, 'SignatureDoesNotMatch'])
    expect(values(answer.text, 'StringToSign')).toEqual([form['policy']])
    expect(values(answer.text, 'Hint')[0]).toContain('white space')
  })

  it('is not signed in the header as well', async () => {
    const type = ['content-type', `multipart/form-data; boundary=${boundary}`] as const
    const headers = signed({ method: 'POST', target: '/bucket/', headers: [type] })
    const body = formBody({ key: 'key', ...signForm(policy) })
    const answer = await postBody(emulator, body, { headers })
    expect(code(answer)).toBe('InvalidArgument')
  })

  it('of an ordinary key is for keys that begin with its id', async () => {
    const { text } = await act(emulator, { Action: 'CreateAccessKey' })
    const accessKeyId = values(text, 'AccessKeyId')[0] ?? ''
    const account = { accessKeyId, secretAccessKey: values(text, 'SecretAccessKey')[0] ?? '' }
    const answers = [
      await sendForm({ key: 'key' }, {}, account),
      await sendForm({ key: `${accessKeyId}/key` }, {}, account),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 204])
  })

  it('of temporary credentials carries their token', async () => {
    const { text } = await act(emulator, { Action: 'GetSessionToken' })
    const one = (name: string): string => values(text, name)[0] ?? ''
    const account = { accessKeyId: one('AccessKeyId'), secretAccessKey: one('SecretAccessKey') }
    const answers = [
      await sendForm({ key: 'key', 'x-amz-security-token': one('SessionToken') }, {}, account),
      await sendForm({ key: 'key' }, {}, account),
    ]
    expect(answers.map(code)).toEqual([undefined, 'InvalidToken'])
  })

  it('is refused where the policy of the bucket denies it', async () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject' }
    const Statement = [{ ...statement, Resource: 'arn:aws:s3:::bucket/closed/*' }]
    await put(emulator, '/bucket/?policy', JSON.stringify({ Statement }))
    const statuses = [await sendForm({ key: 'closed/key' }), await sendForm({ key: 'open/key' })]
    expect(statuses.map(({ status }) => status)).toEqual([403, 204])
  })

  it('to a bucket that is not there is refused', async () => {
    const answer = await post(emulator, { key: 'key' }, {}, { target: '/nowhere/' })
    expect(code(answer)).toBe('NoSuchBucket')
  })

  it('signed by Amazon in its examples is right', async () => {
    const policies = [
      {
        policy:
          'eyAiZXhwaXJhdGlvbiI6ICIyMDA3LTEyLTAxVDEyOjAwOjAwLjAwMFoiLAogICJjb25kaXRpb25zIjogWwogICAgeyJidWNrZXQiOiAiam9obnNtaXRoIn0sCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci9lcmljLyJdLAogICAgeyJhY2wiOiAicHVibGljLXJlYWQifSwKICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL2pvaG5zbWl0aC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwKICAgIFsic3RhcnRzLXdpdGgiLCAiJENvbnRlbnQtVHlwZSIsICJpbWFnZS8iXSwKICAgIHsieC1hbXotbWV0YS11dWlkIjogIjE0MzY1MTIzNjUxMjc0In0sCiAgICBbInN0YXJ0cy13aXRoIiwgIiR4LWFtei1tZXRhLXRhZyIsICIiXQogIF0KfQo=',
        signature: '0RavWzkygo6QX9caELEqKi9kDbU=',
        redirect: 'http://johnsmith.s3.amazonaws.com/successful_upload.html',
        type: 'image/jpeg',
      },
      {
        policy:
          'eyAiZXhwaXJhdGlvbiI6ICIyMDA3LTEyLTAxVDEyOjAwOjAwLjAwMFoiLAogICJjb25kaXRpb25zIjogWwogICAgeyJidWNrZXQiOiAiam9obnNtaXRoIn0sCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci9lcmljLyJdLAogICAgeyJhY2wiOiAicHVibGljLXJlYWQifSwKICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL2pvaG5zbWl0aC5zMy5hbWF6b25hd3MuY29tL25ld19wb3N0Lmh0bWwifSwKICAgIFsiZXEiLCAiJENvbnRlbnQtVHlwZSIsICJ0ZXh0L2h0bWwiXSwKICAgIHsieC1hbXotbWV0YS11dWlkIjogIjE0MzY1MTIzNjUxMjc0In0sCiAgICBbInN0YXJ0cy13aXRoIiwgIiR4LWFtei1tZXRhLXRhZyIsICIiXQogIF0KfQo=',
        // Printed with the end …cWgF=, which is no Base64 of 20 bytes.
        signature: 'qA7FWXKq6VvU68lI9KdveT1cWgE=',
        redirect: 'http://johnsmith.s3.amazonaws.com/new_post.html',
        type: 'text/html',
      },
    ]
    const account = {
      accessKeyId: '0PN5J17HBGZHT7JJ3X82',
      secretAccessKey: 'uV3F3YluFJax1cknvbcGwgjvx4QpvB+leU8dUj2o',
    }
    const then = emulatorAt(Date.UTC(2007, 10, 30), { accounts: [account] })
    const headers = [['x-amz-date', 'Fri, 30 Nov 2007 00:00:00 GMT']] as const
    await send(then, { method: 'PUT', target: '/johnsmith/', headers, account })
    for (const { policy: text, signature, redirect, type } of policies) {
      const fields = {
        key: 'user/eric/${filename}',
        acl: 'public-read',
        success_action_redirect: redirect,
        'Content-Type': type,
        'x-amz-meta-uuid': '14365123651274',
        'x-amz-meta-tag': '',
        AWSAccessKeyId: account.accessKeyId,
        policy: text,
        signature,
      }
      const answer = await post(then, fields, {}, { target: '/johnsmith/' })
      expect([answer.status, answer.text]).toEqual([303, ''])
    }
  })

  it('may have white space in its policy, which is signed as it stands', async () => {
    const text =
      '{"expiration": "2018-12-10T06:13:21Z",\n "conditions": [{"bucket":"bucket"},{"key":"key"}]}'
    expect((await post(emulator, { key: 'key', ...signPolicy(text) })).status).toBe(204)
  })
})
