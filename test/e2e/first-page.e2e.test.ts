import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createServer } from 'vite'
import { expect, it, onTestFinished } from 'vitest'
import { blocksOf } from '../docs/pages.ts'
import { fileBlocksOf } from '../docs/files.ts'
import { servedEmulator } from '../support/served-emulator.ts'
import { contentOf, stored } from '../support/stored.ts'
import { freePorts } from '../tools/free-ports.ts'
import { root } from '../tools/root.ts'
import { openPage } from './support/open-page.ts'
import { randomFile } from './support/random-file.ts'

const page = 'docs/first-page.md'

/** The files of the page in a folder of their own, where the packages are found by name, as built. */
function writeProject(replaced: Readonly<Record<string, string>>): string {
  const parent = join(root, 'test/.out')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'first-page-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  for (const { file, code } of fileBlocksOf(page)) {
    const text = Object.entries(replaced).reduce(
      (before, [from, to]) => before.replaceAll(from, to),
      code,
    )
    writeFileSync(join(folder, file), text)
  }
  return folder
}

/** Runs the server that signs, once it says that it does. */
async function startServer(folder: string): Promise<void> {
  const server = spawn(process.execPath, ['--env-file=.env', 'server.mjs'], { cwd: folder })
  onTestFinished(async () => {
    server.kill()
    await once(server, 'exit')
  })
  const [said] = (await once(server.stdout, 'data')) as [Buffer]
  expect(said.toString()).toBe('signing\n')
}

async function startVite(folder: string): Promise<void> {
  const vite = await createServer({
    root: folder,
    configFile: join(folder, 'vite.config.mjs'),
    cacheDir: join(folder, '.vite'),
    logLevel: 'error',
    // Linked packages are not looked through for what they will need later.
    optimizeDeps: { include: ['fast-xml-parser'] },
    server: { hmr: false, watch: null },
  })
  onTestFinished(() => vite.close())
  await vite.listen()
}

it('is a page that uploads a file, signed by its server, when its steps are followed', async () => {
  const { emulator, url } = await servedEmulator()
  const [serverPort, pagePort] = await freePorts(2)
  const folder = writeProject({
    'http://127.0.0.1:8080': url,
    '3000': String(serverPort),
    '5173': String(pagePort),
  })
  const setUp = await promisify(execFile)(process.execPath, ['--env-file=.env', 'setup.mjs'], {
    cwd: folder,
  })
  expect(setUp.stdout).toBe('photos is ready\n')
  await startServer(folder)
  await startVite(folder)

  const visitor = await openPage(`http://localhost:${pagePort}/`)
  const file = await randomFile('夏天 film.mp4', 12)
  await visitor.setInputFiles('input', file.path)
  await visitor.getByText('stored as uploads/夏天 film.mp4').waitFor()

  const content = contentOf(stored(emulator, 'photos', 'uploads/夏天 film.mp4'))
  const md5 = createHash('md5').update(Buffer.from(await content.arrayBuffer()))
  expect(md5.digest('hex')).toBe(file.md5)
  expect(await visitor.evaluate(() => document.querySelector('progress')?.value)).toBe(1)
})

it('asks for no other commands than those that were followed', () => {
  const commands = blocksOf(page).filter(({ language }) => language === 'sh')
  expect(commands.flatMap(({ code }) => code.trimEnd().split('\n'))).toEqual([
    // As the packages are packed and installed in test/consumers.
    'npm ci && npm run build && npm pack --workspace packages --pack-destination ..',
    'npm run emulator -- --port 8080',
    'mkdir ../my-page && cd ../my-page && npm init -y',
    'npm install ../oos-js-core-0.1.0.tgz ../oos-js-commands-0.1.0.tgz ../oos-js-web-0.1.0.tgz',
    'npm install --save-dev vite',
    'node --env-file=.env setup.mjs',
    'node --env-file=.env server.mjs',
    'npx vite',
  ])
})
