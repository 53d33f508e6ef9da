import { copyFile, cp, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage } from '../e2e/support/open-page.ts'
import { bytesLoaded, bytesPromised } from './loaded.ts'
import { createProject, run } from './project.ts'
import { served } from './served.ts'
import { startService } from './service.ts'

describe.each(['vite', 'webpack', 'rollup', 'esbuild'])('a page made with %s', (bundler) => {
  let project: string
  beforeAll(async () => {
    project = await createProject(bundler)
    await cp(join(import.meta.dirname, 'projects/app'), join(project, 'src'), { recursive: true })
  })

  /** Builds the project with one of its sources as the main one; gives the address of its page. */
  async function build(source: string): Promise<string> {
    await copyFile(join(project, 'src', `${source}.js`), join(project, 'src/main.js'))
    await mkdir(join(project, 'dist'), { recursive: true })
    await run(project, 'npm', 'run', '--silent', 'build')
    await rename(join(project, 'dist'), join(project, source))
    return served(project, source)
  }

  it('uploads an object and reads it back, and a file in parts', async () => {
    const url = await build('app')
    const service = await startService()
    const page = await openPage(url + service.query)
    await page.getByText('Hello, 世界, 11534336, true', { exact: true }).waitFor()
    expect(service.sizeOf('letter 世界.txt')).toBe(13)
    expect(service.sizeOf('film.mp4')).toBe(11_534_336)
  })

  it('loads client and PutObject at once, in the size that docs/sizes.md tells', async () => {
    const promised = await bytesPromised()
    const loaded = await bytesLoaded(await build('put'))
    const own = loaded - (await bytesLoaded(await build('nothing')))
    console.log(`${bundler}: ${own} bytes of the SDK in ${loaded}, promised are ${promised}`)
    expect(own / promised).toBeGreaterThan(0.9)
    expect(own / promised).toBeLessThan(1.1)
  })
})
