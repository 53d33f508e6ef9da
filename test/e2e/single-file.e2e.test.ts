import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { browserCorsRule, CreateBucketCommand, PutBucketCorsCommand } from '@oos-js/commands'
import { handleSignRequest, OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { expect, it, onTestFinished } from 'vitest'
import { blocksOf } from '../docs/pages.ts'
import { servedEmulator } from '../support/served-emulator.ts'
import { contentOf, stored } from '../support/stored.ts'
import { root } from '../tools/root.ts'
import { openPage } from './support/open-page.ts'
import { randomFile } from './support/random-file.ts'

const Bucket = 'photos'
const singleFile = readFileSync(join(root, 'packages/web/dist/oos.min.js'), 'utf8')

interface Site {
  /** Files by path, and the policy that is sent along with each. */
  readonly files: Readonly<Record<string, string>>
  readonly policy?: string
}

/** Serves a page that signs through its own server, for a bucket that lets it. */
async function serveSite(make: (endpoint: string) => Site) {
  const { emulator, url: endpoint } = await servedEmulator()
  const owner = new OosClient({ endpoint, credentials: defaultAccount })
  const { files, policy } = make(endpoint)
  const server = createServer((incoming, outgoing) => {
    const file = files[incoming.url ?? '']
    if (policy !== undefined) outgoing.setHeader('Content-Security-Policy', policy)
    if (incoming.url === '/keys') outgoing.end(JSON.stringify(defaultAccount))
    else if (file !== undefined) {
      const type = incoming.url === '/' ? 'text/html' : 'text/javascript'
      outgoing.setHeader('Content-Type', `${type}; charset=utf-8`).end(file)
    } else if (incoming.url === '/sign') {
      void sign(incoming).then(async (answer) => {
        outgoing.writeHead(answer.status).end(await answer.text())
      })
    } else outgoing.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await owner.send(new CreateBucketCommand({ Bucket }))
  const CORSRules = [browserCorsRule(new URL(page).origin)]
  await owner.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  return { emulator, page }
}

async function sign(incoming: IncomingMessage): Promise<Response> {
  const chunks = await incoming.toArray()
  const { method = 'GET' } = incoming
  const body = method === 'POST' ? Buffer.concat(chunks) : null
  return handleSignRequest(new Request('http://localhost/sign', { method, body }), {
    credentials: defaultAccount,
    methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
    buckets: [Bucket],
    keyPrefixes: ['uploads/'],
  })
}

/** The page that a guide shows, with the endpoint of an emulator. */
function pageOf(guide: string, endpoint: string): string {
  const block = blocksOf(guide).find(({ language }) => language === 'html')
  return `<!doctype html>${block!.code}`.replace('https://oos-cn.ctyunapi.cn', endpoint)
}

const md5Of = (content: Uint8Array): string => createHash('md5').update(content).digest('hex')

it.each(['docs/browser.md', 'docs/zh-CN/browser.md'])(
  'uploads from the page without a bundler that %s shows',
  async (guide) => {
    const { emulator, page: url } = await serveSite((endpoint) => ({
      files: { '/': pageOf(guide, endpoint), '/oos.min.js': singleFile },
    }))
    const page = await openPage(url)
    const file = await randomFile('film.mp4', 11)
    const chooser = page.waitForEvent('filechooser')
    await page.click('input')
    await (await chooser).setFiles(file.path)
    await page.waitForFunction(() => document.title === 'Uploaded')
    const object = stored(emulator, Bucket, 'uploads/film.mp4')
    expect(md5Of(await contentOf(object).bytes())).toBe(file.md5)
  },
)

it('does not run a single file that is not the one whose hash the page names', async () => {
  const { page: url } = await serveSite((endpoint) => ({
    files: { '/': pageOf('docs/browser.md', endpoint), '/oos.min.js': `${singleFile} ` },
  }))
  const page = await openPage(url, {}, /integrity/)
  await page.waitForLoadState('load')
  expect(await page.evaluate(() => document.querySelector('input')?.onchange)).toBeNull()
})

it('uploads, lists and downloads in a page whose policy forbids all that can be forbidden', async () => {
  const { emulator, page: url } = await serveSite((endpoint) => ({
    policy: `default-src 'self'; connect-src 'self' ${endpoint}; require-trusted-types-for 'script'`,
    files: {
      '/': '<!doctype html><title></title><script type="module" src="/page.js"></script>',
      '/oos.min.js': singleFile,
      '/page.js': strictPage.replace('ENDPOINT', endpoint),
    },
  }))
  const page = await openPage(url, {}, /injection sink/)
  await page.waitForFunction(() => document.title !== '')
  expect(JSON.parse(await page.title())).toEqual({ keys: ['uploads/film'], same: true })
  const parts = emulator.requests.filter(({ operation }) => operation === 'UploadPart')
  expect(parts.map(({ status }) => status)).toEqual([200, 200])
  expect(await page.evaluate(() => (globalThis as { forbidden?: string[] }).forbidden)).toEqual([])
  // The policy is in force.
  await expect(
    page.evaluate(() => {
      document.body.innerHTML = '<b>'
    }),
  ).rejects.toThrow()
})

const strictPage = `
import { GetObjectCommand, ListObjectsCommand, OosClient, Upload } from '/oos.min.js'

globalThis.forbidden = []
addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
  forbidden.push(violatedDirective)
})
const client = new OosClient({
  endpoint: 'ENDPOINT',
  credentials: async () => (await fetch('/keys')).json(),
})
const source = Uint8Array.from({ length: 6 * 2 ** 20 }, (_, index) => index % 251)
await new Upload(client, { source, Bucket: 'photos', Key: 'uploads/film' }).done()
const { Contents } = await client.send(
  new ListObjectsCommand({ Bucket: 'photos', Prefix: 'uploads/' }),
)
const { Body } = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'uploads/film' }))
const bytes = new Uint8Array(await Body.arrayBuffer())
document.title = JSON.stringify({
  keys: Contents.map(({ Key }) => Key),
  same: bytes.every((byte, index) => byte === source[index]) && bytes.length === source.length,
})
`
