import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage } from '../e2e/support/open-page.ts'
import { bytesLoaded, bytesPromised } from './loaded.ts'
import { createProject, environment, run, tool } from './project.ts'
import { startService } from './service.ts'

describe('an application made with Next.js', () => {
  let url: string
  const stops: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const project = await createProject('next')
    await run(project, 'npm', 'run', '--silent', 'build')
    const { address, stop } = await start(project)
    stops.push(stop)
    url = address
  })
  afterAll(() => Promise.all(stops.map((stop) => stop())))

  it('uploads an object from its page and reads it on its server', async () => {
    const service = await startService()
    const page = await openPage(`${url}/${service.query}`)
    await page.getByText(/^"[0-9a-f]{32}"$/).waitFor()
    expect(service.sizeOf('letter 世界.txt')).toBe(13)
    const read = await openPage(`${url}/read${service.query}`)
    await read.getByText('Hello, 世界', { exact: true }).waitFor()
  })

  it('loads client and PutObject at once, in the size that docs/sizes.md tells', async () => {
    const promised = await bytesPromised()
    // Without a query the pages do nothing.
    const loaded = await bytesLoaded(`${url}/`)
    const own = loaded - (await bytesLoaded(`${url}/nothing`))
    console.log(`Next.js: ${own} bytes of the SDK in ${loaded}, promised are ${promised}`)
    expect(own / promised).toBeGreaterThan(0.9)
    expect(own / promised).toBeLessThan(1.1)
  })
})

/** Starts the built application on a free port. */
async function start(folder: string): Promise<{ address: string; stop: () => Promise<void> }> {
  const child = spawn(tool('next'), ['start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? []
    if (address === undefined) continue
    return {
      address,
      async stop() {
        child.kill()
        await ended
      },
    }
  }
  throw new Error('next start ended without an address')
}
