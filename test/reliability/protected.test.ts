import {
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  type ListObjectsInput,
} from '@oos-js/commands'
import {
  createPostPolicy,
  presign,
  type PostPolicy,
  type PresignedRequest,
  type PresignOptions,
} from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { textOf } from '../docs/pages.ts'
import { clock, createClient } from '../support/client.ts'
import { inProcess } from '../support/in-process.ts'
import { Bucket, createBucket } from '../support/seed.ts'

const content = 'ten bytes.'

async function setStage() {
  const emulator = createEmulator({ clock })
  const client = createClient({ fetch: inProcess(emulator) })
  await createBucket(client)
  await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: content }))
  const ask = async (url: string, init: RequestInit = {}) =>
    (await emulator.handle(new Request(url, init))).status
  const get = (options: PresignOptions = {}) =>
    presign(
      client,
      new GetObjectCommand({ Bucket, Key: 'a', ResponseContentType: 'image/png' }),
      options,
    )
  const put = () =>
    presign(client, new PutObjectCommand({ Bucket, Key: 'a', Body: '', ContentType: 'image/png', Metadata: { author: 'me' } })) // prettier-ignore
  const list = (more: Partial<ListObjectsInput>) =>
    presign(client, new ListObjectsCommand({ Bucket, ...more }))
  const form = () =>
    createPostPolicy(client, { bucket: Bucket, key: 'a', minBytes: 10, maxBytes: 10, contentType: 'image/png', metadata: { author: 'me' } }) // prettier-ignore
  return { ask, get, put, list, form }
}

type Setting = Awaited<ReturnType<typeof setStage>>

/** Sends an upload by a link, changed in some way. */
async function upload(
  { ask, put }: Setting,
  change: (link: PresignedRequest) => {
    url?: string
    method?: string
    headers?: object
    body?: string
  },
): Promise<number> {
  const link = await put()
  const { url, ...init } = { ...link, body: content, ...change(link) }
  return ask(url, init as RequestInit)
}

/** Sends a download by a link, changed in some way. */
async function download({ ask, get }: Setting, change: (url: string) => string): Promise<number> {
  return ask(change((await get({ limitRate: 9 })).url))
}

/** Sends a form, changed in some way. */
async function post(
  { ask, form }: Setting,
  change: (policy: PostPolicy) => { url?: string; fields?: object; body?: string },
): Promise<number> {
  const policy = await form()
  const { url, fields, body } = { ...policy, body: content, ...change(policy) }
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, String(value))
  data.append('file', new Blob([body]))
  return ask(url, { method: 'POST', body: data })
}

const later = (policy: string) =>
  btoa(atob(policy).replace(/"expiration":"20../, '"expiration":"2099'))

type Attempt = (on: Setting) => Promise<number>

/** What is changed, row by row as in the table: in a link and in a form, where that can be. */
const attempts: readonly (readonly [link: Attempt, form?: Attempt])[] = [
  [
    (on) => upload(on, () => ({ method: 'DELETE' })),
    // A form can only be posted: its fields make no other request.
    async (on) => {
      const { url, fields } = await on.form()
      return on.ask(`${url}a?${new URLSearchParams(fields)}`, { method: 'DELETE' })
    },
  ],
  [
    (on) => upload(on, ({ url }) => ({ url: url.replace(`/${Bucket}/`, '/another/') })),
    (on) => post(on, ({ url }) => ({ url: url.replace(Bucket, 'another') })),
  ],
  [
    (on) => upload(on, ({ url }) => ({ url: url.replace('/a?', '/b?') })),
    (on) => post(on, ({ fields }) => ({ fields: { ...fields, key: 'b' } })),
  ],
  [
    (on) => upload(on, ({ url }) => ({ url: url.replace(/Expires=1/, 'Expires=9') })),
    (on) => post(on, ({ fields }) => ({ fields: { ...fields, policy: later(fields['policy']!) } })),
  ],
  [
    (on) => upload(on, ({ headers }) => ({ headers: { ...headers, 'content-type': 'text/html' } })),
    (on) => post(on, ({ fields }) => ({ fields: { ...fields, 'Content-Type': 'text/html' } })),
  ],
  [
    (on) => upload(on, ({ headers }) => ({ headers: { ...headers, 'x-amz-meta-author': 'you' } })),
    (on) => post(on, ({ fields }) => ({ fields: { ...fields, 'x-amz-meta-author': 'you' } })),
  ],
  [(on) => download(on, (url) => url.replace('image%2Fpng', 'text%2Fhtml'))],
  [(on) => download(on, (url) => `${url}&acl`)],
  [(on) => download(on, (url) => url.replace('limitrate=9', 'limitrate=99'))],
  [
    (on) => upload(on, () => ({ body: 'more than ten bytes' })),
    (on) => post(on, () => ({ body: 'eleven byte' })),
  ],
  [
    (on) => upload(on, () => ({ body: 'BYTES, TEN' })),
    (on) => post(on, () => ({ body: 'BYTES, TEN' })),
  ],
  [
    (on) => upload(on, ({ headers }) => ({ headers: { ...headers, 'cache-control': 'no-store' } })),
    (on) => post(on, ({ fields }) => ({ fields: { ...fields, 'Cache-Control': 'no-store' } })),
  ],
  [async (on) => on.ask((await on.get()).url, { headers: { range: 'bytes=0-1' } })],
  [async (on) => on.ask((await on.get()).url, { headers: { 'if-match': '*' } })],
  [async (on) => on.ask((await on.list({ Prefix: 'mine/' })).url.replace('mine', 'yours'))],
  [
    async (on) => {
      const link = await on.put()
      const again = () => upload(on, () => link)
      return Math.max(await again(), await again())
    },
    async (on) => {
      const policy = await on.form()
      const again = () => post(on, () => policy)
      return Math.max(await again(), await again())
    },
  ],
]

/** The rows of the table of a page: what is changed, and whether a link and a form hold on to it. */
function table(page: string): string[][] {
  const [, section = ''] = /^## [^\n]*Signature V2[^\n]*\n([^]*)/m.exec(textOf(page)) ?? []
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const rows = table('docs/links.md')

describe('what the documents say of links and forms', () => {
  it.each(rows.map((row, index) => [row[0], index] as const))(
    'S12: holds for a change of the %s',
    async (_, index) => {
      const found: string[] = []
      for (const place of [0, 1]) {
        const status = (await attempts[index]![place]?.(await setStage())) ?? 0
        found.push(status === 0 ? '' : status < 300 ? 'no' : status < 500 ? 'yes' : `${status}`)
      }
      expect(rows[index]!.slice(1)).toEqual(found)
    },
  )

  it('S12: is said of every change that is tried, and in both languages', () => {
    expect(rows).toHaveLength(attempts.length)
    const inChinese = { yes: '是', no: '否', '': '' } as Record<string, string>
    expect(table('docs/zh-CN/links.md').map(([, ...cells]) => cells)).toEqual(
      rows.map(([, ...cells]) => cells.map((cell) => inChinese[cell])),
    )
  })

  it('S12: is not what an unchanged link or form would say as well', async () => {
    const on = await setStage()
    const statuses = [
      await upload(on, () => ({})),
      await download(on, (url) => url),
      await on.ask((await on.list({ Prefix: 'mine/' })).url),
      await post(on, () => ({})),
    ]
    expect(statuses).toEqual([200, 200, 200, 201])
  })
})
