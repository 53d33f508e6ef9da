import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openPage } from '../e2e/support/open-page.ts'
import { createProject } from './project.ts'
import { served } from './served.ts'
import { startService } from './service.ts'

it('a page without a bundler uploads an object and reads it back, and a file in parts', async () => {
  const project = await createProject('single-file')
  await copyFile(join(import.meta.dirname, 'projects/app/app.js'), join(project, 'site/main.js'))
  const installed = join(project, 'node_modules/@oos-js/web/dist/oos.min.js')
  await copyFile(installed, join(project, 'site/oos.min.js'))

  const service = await startService()
  const page = await openPage((await served(project, 'site')) + service.query)
  await page.getByText('Hello, 世界, 11534336, true', { exact: true }).waitFor()
  expect(service.sizeOf('letter 世界.txt')).toBe(13)
  expect(service.sizeOf('film.mp4')).toBe(11_534_336)
})
