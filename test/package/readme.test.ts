import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { CreateBucketCommand } from '@oos-js/commands'
import { handleSignRequest, OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { serve, type Serving } from '@oos-js/emulator/node'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { root } from '../tools/root.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The JavaScript between a heading and the next one. */
function example(heading: string): string {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const blocks = [...section.matchAll(/^```js\n(.*?)^```$/gms)]
  expect(blocks).toHaveLength(1)
  return blocks[0]![1]!
}

const linesOf = (code: string) => code.trimEnd().split('\n').length

// Inside the repository, where the packages are found by name.
const parent = join(root, 'test/.out')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'readme-'))
const emulator = createEmulator()
let server: Serving

beforeEach(async () => {
  emulator.reset()
  server = await serve(emulator)
  const client = new OosClient({ endpoint: server.url, credentials: defaultAccount })
  await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
  return () => server.close()
})
afterAll(() => {
  vi.unstubAllGlobals()
  rmSync(folder, { recursive: true })
})

/** MD5 of what the emulator stores, which is not asked through the SDK. */
function stored(key: string): string {
  const hash = createHash('md5')
  const object = emulator.buckets.get('photos')!.objects.get(key)
  for (const piece of object?.content.pieces ?? []) {
    if (piece instanceof Uint8Array) hash.update(piece)
  }
  return hash.digest('hex')
}

const md5Of = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex')

it('has no other JavaScript than these two examples', () => {
  expect(readme.match(/^```js$/gm)).toHaveLength(2)
  expect(readme.match(/^```(?!js$|sh$).+$/gm)).toBeNull()
})

it('has an example for Node that stores a file and fetches it', async () => {
  const code = example('In Node')
  expect(linesOf(code)).toBeLessThanOrEqual(10)
  const picture = randomBytes(1000)
  writeFileSync(join(folder, 'cat.jpg'), picture)
  writeFileSync(join(folder, 'node.mjs'), code)
  const { stdout } = await promisify(execFile)(process.execPath, ['node.mjs'], {
    cwd: folder,
    env: {
      ...process.env,
      OOS_ENDPOINT: server.url,
      OOS_ACCESS_KEY_ID: defaultAccount.accessKeyId,
      OOS_SECRET_ACCESS_KEY: defaultAccount.secretAccessKey,
    },
  })
  expect(stored('cat.jpg')).toBe(md5Of(picture))
  expect(stdout).toContain(`${new Date().getUTCFullYear()}-`)
  expect(stdout).toMatch(/Blob \{ size: 1000\b/)
})

it('has an example for pages that uploads the chosen file in parts, with progress', async () => {
  const code = example('In a page')
  expect(linesOf(code)).toBeLessThanOrEqual(20)
  const placeholder = 'https://oos-cn.ctyunapi.cn'
  expect(code).toContain(placeholder)
  writeFileSync(join(folder, 'page.mjs'), code.replace(placeholder, server.url))

  const film = randomBytes(12 * 2 ** 20)
  const input = { files: [new File([film], 'film.mp4')], addEventListener: vi.fn() }
  const bar = {
    values: [] as number[],
    set value(value: number) {
      this.values.push(value)
    },
  }
  const elements: Record<string, unknown> = { input, progress: bar }
  vi.stubGlobal('document', { querySelector: (selector: string) => elements[selector] })
  const realFetch = globalThis.fetch
  const rules = {
    credentials: defaultAccount,
    buckets: ['photos'],
    keyPrefixes: ['film'],
    methods: ['GET', 'PUT', 'POST', 'DELETE'],
  } as const
  const pagesServer = (url: string, init?: RequestInit) =>
    url === '/sign'
      ? handleSignRequest(new Request(`http://page.test${url}`, init), rules)
      : realFetch(url, init)
  vi.stubGlobal('fetch', pagesServer)

  await import(pathToFileURL(join(folder, 'page.mjs')).href)
  expect(input.addEventListener).toHaveBeenCalledWith('change', expect.any(Function))
  await input.addEventListener.mock.calls[0]![1]()

  expect(stored('film.mp4')).toBe(md5Of(film))
  expect(bar.values.length).toBeGreaterThan(1)
  expect(bar.values).toEqual([...bar.values].sort((a, b) => a - b))
  expect(bar.values.at(-1)).toBe(1)
})
