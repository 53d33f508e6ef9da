import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build, preview, type PreviewServer } from 'vite'
import { onTestFinished } from 'vitest'
import { root } from '../../tools/root.ts'

/** A page and what its own server answers. */
export interface ServedPage {
  readonly html: string
  /** An ES module that the page runs; it finds the packages by name, as built. */
  readonly script: string
  /** Answers of the page's server, by path. */
  readonly answers?: Readonly<Record<string, (request: Request) => Promise<Response>>>
}

/** Builds a page with Vite and serves it for the rest of the test that calls this; gives its URL. */
export async function servePage({ html, script, answers = {} }: ServedPage): Promise<string> {
  // Inside the repository, where the packages are found by name.
  const parent = join(root, 'test/.out')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'e2e-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const entry = `${html}<script type="module" src="./page.js"></script>`
  await writeFile(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8">${entry}`)
  await writeFile(join(folder, 'page.js'), script)

  const config = { root: folder, configFile: false, logLevel: 'warn' } as const
  await build(config)
  const server = await preview({
    ...config,
    preview: { host: '127.0.0.1', port: 0 },
    plugins: [{ name: 'answers', configurePreviewServer: (preview) => answer(preview, answers) }],
  })
  onTestFinished(() => server.close())
  return server.resolvedUrls?.local[0] ?? ''
}

function answer({ middlewares }: PreviewServer, answers: ServedPage['answers'] = {}): void {
  middlewares.use((incoming, outgoing, next) => {
    const { url = '', method = 'GET' } = incoming
    const make = answers[url]
    if (make === undefined) {
      next()
      return
    }
    const respond = async () => {
      const body = method === 'POST' ? await text(incoming) : null
      const response = await make(new Request(`http://page.test${url}`, { method, body }))
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      outgoing.end(await response.text())
    }
    respond().catch(next)
  })
}
