import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { defaultAccount } from '../src/index.js'
import {
  answerOf,
  date,
  emulatorAt,
  handWith,
  other,
  values,
  type Pairs,
  type Plain,
} from './client.js'

const secret = defaultAccount.secretAccessKey

interface Mistake {
  /** What was signed. */
  readonly text: string
  readonly secret?: string
  readonly write?: (base64: string) => string
  readonly sent?: Partial<Plain>
}

async function hintFor({ text, write = String, sent = {}, ...mistake }: Mistake): Promise<string> {
  const hmac = createHmac('sha1', mistake.secret ?? secret)
    .update(text)
    .digest('base64')
  const plain: Plain = { method: 'GET', target: '/bucket/key', ...sent }
  const headers: Pairs = [...(sent.headers ?? [['date', date]])]
  const authorization = `AWS ${defaultAccount.accessKeyId}:${write(hmac)}`
  const all = [...headers, ['authorization', authorization]] as [string, string][]
  const answer = await answerOf(await handWith(emulatorAt(), plain, all))
  expect(values(answer.text, 'Code')).toEqual(['SignatureDoesNotMatch'])
  return values(answer.text, 'Hint')[0] ?? ''
}

const right = `GET\n\n\n${date}\n/bucket/key`
const typed: Partial<Plain> = {
  headers: [
    ['date', date],
    ['content-type', 'text/plain;charset=UTF-8'],
  ],
}
const dated: Partial<Plain> = { headers: [['x-amz-date', date]] }
const line = `x-amz-date:${date}\n`

describe('a signature that does not match comes with a hint', () => {
  it.each<[string, Mistake, string]>([
    ['a secret with a line feed', { text: right, secret: `${secret}\n` }, 'white space'],
    ['a secret after a blank', { text: right, secret: ` ${secret}` }, 'white space'],
    ['a secret in quotation marks', { text: right, secret: `"${secret}"` }, 'quotation marks'],
    [
      'the secret of another key',
      { text: right, secret: other.secretAccessKey },
      'access key OTHER',
    ],
    [
      'hexadecimal',
      { text: right, write: (base64) => Buffer.from(base64, 'base64').toString('hex') },
      'hexadecimal',
    ],
    ['no padding', { text: right, write: (base64) => base64.replace('=', '') }, 'padding'],
    [
      'no Content-Type',
      { text: right, sent: typed },
      'without Content-Type, but "text/plain;charset=UTF-8" came',
    ],
    [
      'another Content-Type',
      { text: right.replace('\n\n\n', '\n\ntext/plain\n'), sent: typed },
      'with Content-Type "text/plain"',
    ],
    [
      'a Content-Type that did not come',
      { text: right.replace('\n\n\n', '\n\napplication/xml\n') },
      'but none came',
    ],
    [
      'no Content-MD5',
      {
        text: right,
        sent: {
          headers: [
            ['date', date],
            ['content-md5', 'CY9rzUYh03PK3k6DJie09g=='],
          ],
        },
      },
      'without Content-MD5',
    ],
    ['another method', { text: right.replace('GET', 'HEAD') }, 'for HEAD, but sent with GET'],
    [
      'the line of the date filled in',
      { text: `GET\n\n\n${date}\n${line}/bucket/key`, sent: dated },
      'has to be empty where there is x-amz-date',
    ],
    [
      'x-amz-date in place of Date',
      { text: `GET\n\n\n${date}\n/bucket/key`, sent: dated },
      'signed among the headers',
    ],
    [
      'a header left out',
      {
        text: `GET\n\n\n\n${line}/bucket/key`,
        sent: { headers: [...(dated.headers ?? []), ['x-amz-meta-a', 'b']] },
      },
      'without x-amz-meta-a',
    ],
    [
      'an x-ctyun header',
      {
        text: `GET\n\n\n\n${line}x-ctyun-data-location:type=Local\n/bucket/key`,
        sent: { headers: [...(dated.headers ?? []), ['x-ctyun-data-location', 'type=Local']] },
      },
      'x-ctyun-… are not signed',
    ],
    [
      'headers sorted by line',
      {
        text: `PUT\n\n\n\nx-amz-copy-source-if-match:a\nx-amz-copy-source:/b/k\n${line}/bucket/key`,
        sent: {
          method: 'PUT',
          headers: [
            ['x-amz-copy-source', '/b/k'],
            ['x-amz-copy-source-if-match', 'a'],
            ...(dated.headers ?? []),
          ],
        },
      },
      'sorted by name',
    ],
    [
      'a path that was decoded',
      { text: `GET\n\n\n${date}\n/bucket/é x`, sent: { target: '/bucket/%C3%A9%20x' } },
      'percent-encoding included',
    ],
    [
      'a path in another spelling',
      { text: `GET\n\n\n${date}\n/bucket/%c3%a9`, sent: { target: '/bucket/%C3%A9' } },
      'percent-encoding included',
    ],
    [
      'a path with plus signs',
      { text: `GET\n\n\n${date}\n/bucket/a+b`, sent: { target: '/bucket/a%20b' } },
      'percent-encoding included',
    ],
    [
      'a path that was normalised',
      { text: `GET\n\n\n${date}\n/bucket/b`, sent: { target: '/bucket/a/../b' } },
      'percent-encoding included',
    ],
    [
      'no bucket of the host',
      { text: `GET\n\n\n${date}\n/key`, sent: { target: '/key', host: 'bucket.localhost' } },
      'The host names the bucket',
    ],
    ['no bucket of the path', { text: `GET\n\n\n${date}\n/key` }, 'The path names the bucket'],
    [
      'a bucket without its slash',
      { text: `GET\n\n\n${date}\n/bucket`, sent: { target: '/bucket/' } },
      'last slash',
    ],
    [
      'a sub-resource that OOS does not sign',
      { text: `GET\n\n\n${date}\n/bucket/?trigger`, sent: { target: '/bucket/?trigger' } },
      'trigger was signed, which OOS does not sign',
    ],
    [
      'a value with a sub-resource that OOS does not sign',
      {
        text: `DELETE\n\n\n${date}\n/bucket/?trigger=t`,
        sent: { method: 'DELETE', target: '/bucket/?trigger=t' },
      },
      'trigger was signed, which OOS does not sign',
    ],
    [
      'an unsigned parameter beside a signed one',
      {
        text: `GET\n\n\n${date}\n/bucket/?prefix=a&uploads`,
        sent: { target: '/bucket/?uploads&prefix=a' },
      },
      'prefix was signed',
    ],
    [
      'the whole query',
      {
        text: `GET\n\n\n${date}\n/bucket/?uploads&prefix=a&max-uploads=1`,
        sent: { target: '/bucket/?uploads&prefix=a&max-uploads=1' },
      },
      'whole query',
    ],
    [
      'no sub-resource',
      { text: `GET\n\n\n${date}\n/bucket/`, sent: { target: '/bucket/?acl' } },
      'without its sub-resources: acl',
    ],
    [
      'a sub-resource with "="',
      { text: `GET\n\n\n${date}\n/bucket/?acl=`, sent: { target: '/bucket/?acl' } },
      'without "="',
    ],
    [
      'sub-resources in the order sent',
      {
        text: `GET\n\n\n${date}\n/bucket/key?uploadId=1&partNumber=2`,
        sent: { target: '/bucket/key?uploadId=1&partNumber=2' },
      },
      'in the order of their names',
    ],
    [
      'values that were not decoded',
      {
        text: `GET\n\n\n${date}\n/bucket/key?response-content-type=a%2Fb`,
        sent: { target: '/bucket/key?response-content-type=a%2Fb' },
      },
      'decoded',
    ],
    ['a line feed at the end', { text: `${right}\n` }, 'ends with a line feed'],
    ['lines that end with CR and LF', { text: right.replaceAll('\n', '\r\n') }, 'CR and LF'],
    ['something else', { text: 'something else' }, 'No usual mistake explains it'],
  ])('for %s', async (_, mistake, hint) => {
    expect(await hintFor(mistake)).toContain(hint)
  })

  it('for HMAC-SHA256', async () => {
    const sha256 = createHmac('sha256', secret).update(right).digest('base64')
    expect(await hintFor({ text: '', write: () => sha256 })).toContain('HMAC-SHA1')
  })

  it('for plus signs of a URL that were not encoded', async () => {
    const link = (expires: number): string => {
      const text = `GET\n\n\n${expires}\n/bucket/key`
      return createHmac('sha1', secret).update(text).digest('base64')
    }
    const first = Math.floor(Date.UTC(2019, 0) / 1000)
    const expires =
      [...Array(100).keys()].map((n) => first + n).find((n) => link(n).includes('+')) ?? 0
    const { accessKeyId } = defaultAccount
    const query = `AWSAccessKeyId=${accessKeyId}&Expires=${expires}&Signature=${link(expires)}`
    const plain: Plain = { method: 'GET', target: `/bucket/key?${query}` }
    const answer = await answerOf(await handWith(emulatorAt(), plain, []))
    expect(values(answer.text, 'Hint')[0]).toContain('+ is %2B')
  })
})
