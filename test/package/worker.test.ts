import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium as engine, type Browser } from 'playwright'
import { build, createServer as createDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import webpack from 'webpack'
import { chromium, missing } from '../projects.ts'
import { root } from '../tools/root.ts'

// An application as one is written. It shows what the worker answered and what the hasher made of it.
const application = `
import { workerHasher } from '@oos-js/web'

const heard = []
const hash = workerHasher(() => {
  const worker = new Worker(new URL('@oos-js/web/md5-worker', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }) => heard.push(data.digest))
  return worker
})
const digest = await hash(new Blob(['abc']))
document.title = [...heard, digest].join(' ')
`
const abc = 'kAFQmDzST7DWlj99KOF/cg=='

// Inside the repository, where the packages are found by name.
const parent = join(root, 'test/.out')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'worker-'))
writeFileSync(join(folder, 'entry.js'), application)
writeFileSync(join(folder, 'index.html'), '<script type="module" src="./entry.js"></script>')
const vite = { root: folder, configFile: false, logLevel: 'error' } as const

/** Each gives the address of the application's page. */
const tools: Record<string, () => Promise<string>> = {
  async 'the development server of Vite'() {
    const server = await createDevServer({ ...vite, server: { host: '127.0.0.1', port: 0 } })
    onTestFinished(() => server.close())
    await server.listen()
    return addressOf(server.httpServer as Server)
  },
  async 'a build by Vite'() {
    const outDir = join(folder, 'by-vite')
    await build({ ...vite, build: { outDir, target: 'es2022' } })
    return serveFolder(outDir)
  },
  async 'a build by webpack'() {
    const path = join(folder, 'by-webpack')
    const output = { path, filename: 'entry.js', module: true }
    const experiments = { outputModule: true }
    const options = {
      mode: 'production',
      context: root,
      target: 'web',
      output,
      experiments,
    } as const
    await new Promise<void>((resolve, reject) => {
      webpack({ ...options, entry: join(folder, 'entry.js') }, (error, stats) => {
        if (error ?? stats?.hasErrors()) reject(error ?? new Error(stats?.toString('errors-only')))
        else resolve()
      })
    })
    writeFileSync(join(path, 'index.html'), readFileSync(join(folder, 'index.html')))
    return serveFolder(path)
  },
  async 'a page without a bundler'() {
    const path = join(folder, 'by-hand')
    mkdirSync(path)
    const script = readFileSync(join(root, 'packages/web/dist/md5-worker.js'))
    writeFileSync(join(path, 'md5-worker.js'), script)
    const page = `<script type="module">
      const worker = new Worker('./md5-worker.js', { type: 'module' })
      worker.onmessage = ({ data }) => { document.title = data.digest + ' ' + data.digest }
      worker.postMessage(new Blob(['abc']))
    </script>`
    writeFileSync(join(path, 'index.html'), page)
    return serveFolder(path)
  },
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function serveFolder(path: string): Promise<string> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }
  const server = createServer(({ url = '/' }, response) => {
    const file = url === '/' ? '/index.html' : url
    try {
      const content = readFileSync(join(path, file))
      response.setHeader('Content-Type', types[extname(file)] ?? 'text/plain').end(content)
    } catch {
      response.writeHead(404).end()
    }
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return addressOf(server)
}

describe.skipIf(missing(chromium) !== undefined)('the worker of workerHasher', () => {
  let browser: Browser
  beforeAll(async () => {
    const executablePath = chromium.programs[0] ?? ''
    browser = await engine.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it.each(Object.keys(tools))('is found and hashes in %s', async (tool) => {
    const address = await tools[tool]!()
    const page = await browser.newPage()
    onTestFinished(() => page.close())
    await page.goto(address)
    await page.waitForFunction(() => document.title.includes(' '))
    expect(await page.title()).toBe(`${abc} ${abc}`)
  })
})
