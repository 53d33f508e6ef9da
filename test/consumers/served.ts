import { preview } from 'vite'
import { onTestFinished } from 'vitest'

/** Serves the files of a folder in a project for the rest of the test; gives the address of its index.html. */
export async function served(project: string, folder: string): Promise<string> {
  const server = await preview({
    root: project,
    configFile: false,
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  })
  onTestFinished(() => server.close())
  const [url] = server.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error('The server has no address')
  return url
}
