import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { extname, join } from 'node:path'
import { forPages, listen } from './listen.ts'
import { createStages } from './stages.ts'

/** What a runtime found: by suite and check what went wrong, and what it does in its own way. */
export interface Report {
  readonly results: Readonly<Record<string, Readonly<Record<string, string | null>>>>
  readonly differences: Readonly<Record<string, string>>
}

/** What all runtimes talk to. */
export interface Host {
  readonly url: string
  /** The next report that is handed in; who asked before gets none any more. */
  report(): Promise<Report>
  /** Closes what a runtime has left open. */
  closeStages(): Promise<void>
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/**
 * Starts the host: `POST /call` calls a function of the stages, `POST /report` hands in a report, `/echo`
 * tells the headers of a request, and everything else is a file of `folder`, for pages.
 */
export async function startHost(folder: string): Promise<Host> {
  const stages = createStages()
  let tell = (_report: Report): void => undefined

  const answer = async (
    request: IncomingMessage,
  ): Promise<[body: Buffer | string, type: string]> => {
    const { pathname } = new URL(request.url ?? '', 'http://host')
    if (pathname === '/call') {
      const { name, args } = JSON.parse(await textOf(request)) as { name: string; args: unknown[] }
      const call = stages[name as keyof typeof stages] as (...args: unknown[]) => Promise<unknown>
      // JSON has no undefined among the members of a list.
      const value = await call(...args.map((arg) => arg ?? undefined))
      return [JSON.stringify({ value }), 'application/json']
    }
    if (pathname === '/report') {
      tell(JSON.parse(await textOf(request)) as Report)
      return ['', 'text/plain']
    }
    if (pathname === '/echo') {
      const body = await textOf(request)
      return [JSON.stringify({ headers: request.headers, body }), 'application/json']
    }
    const type = types[extname(pathname)] ?? 'application/octet-stream'
    return [await readFile(join(folder, pathname)), type]
  }

  const { url, close } = await listen((request, response) => {
    answer(request).then(
      ([body, type]) => {
        response.writeHead(200, { ...forPages, 'content-type': type }).end(body)
      },
      (error: unknown) => {
        const body = JSON.stringify({ error: String(error) })
        response.writeHead(500, forPages).end(body)
      },
    )
  })

  return {
    url,
    report: () => new Promise((resolve) => (tell = resolve)),
    closeStages: () => stages.closeAll(),
    async close() {
      await stages.closeAll()
      await close()
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
