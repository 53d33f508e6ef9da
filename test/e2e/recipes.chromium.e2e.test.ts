import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startRecipes } from './support/pages.ts'
import { randomFile } from './support/random-file.ts'
import { visit } from './support/visit.ts'

describe('the recipe', () => {
  const visitor = visit(startRecipes)

  it.each(['plain-page', 'react', 'vue'])(
    '%s: uploads a file once, paused and resumed, with signatures of a server',
    async (recipe) => {
      const { path, md5 } = await randomFile(`${recipe}.bin`, 12)
      const { pages } = visitor
      // So that there is a time to pause.
      await pages.setConditions({ bytesPerSecond: 10_000_000 })
      const page = await visitor.open(`${recipe}/`)
      const status = page.getByRole('status')

      await page.getByLabel('File').setInputFiles(path)
      await status.getByText('running').waitFor()
      await page.getByRole('button', { name: 'Pause' }).click()
      await status.getByText('paused').waitFor()
      await page.getByRole('button', { name: 'Resume' }).click()
      await status.getByText('done').waitFor()

      const requests = await pages.requests()
      const done = requests.filter(({ status, aborted }) => status === 200 && !aborted)
      const writes = done.filter(({ operation = '' }) => /Upload(Part)?$/.test(operation))
      const sent = writes.filter(({ key }) => key === basename(path))
      expect(sent.map(({ operation, part }) => `${operation} ${part ?? ''}`).sort()).toEqual([
        'CompleteMultipartUpload ',
        'CreateMultipartUpload ',
        'UploadPart 1',
        'UploadPart 2',
        'UploadPart 3',
      ])
      expect(await pages.md5Of(basename(path))).toBe(md5)
      expect(Number(await page.getByRole('progressbar').getAttribute('value'))).toBe(1)
    },
  )
})
