import { createHash } from 'node:crypto'
import { browserCorsRule, CreateBucketCommand, PutBucketCorsCommand } from '@oos-js/commands'
import { handleSignRequest, OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { expect, it } from 'vitest'
import { blocksOf } from '../docs/pages.ts'
import { servedEmulator } from '../support/served-emulator.ts'
import { contentOf, stored } from '../support/stored.ts'
import { openPage } from './support/open-page.ts'
import { randomFile } from './support/random-file.ts'
import { servePage } from './support/serve-page.ts'

const Bucket = 'photos'

/** The example of README's "In a page", served with an emulator for its service. */
async function setPage() {
  const { emulator, url } = await servedEmulator()
  const server = new OosClient({ endpoint: url, credentials: defaultAccount })
  const asked: string[] = []
  const sign = (request: Request) => {
    asked.push(request.method)
    return handleSignRequest(request, {
      credentials: defaultAccount,
      buckets: [Bucket],
      keyPrefixes: ['夏天'],
      methods: ['GET', 'PUT', 'POST', 'DELETE'],
    })
  }
  const example = blocksOf('README.md').find(({ heading }) => heading === 'In a page')
  const page = await servePage({
    html: '<title>Photos</title><input type="file"><progress></progress>',
    script: example!.code.replace('https://oos-cn.ctyunapi.cn', url),
    answers: { '/sign': sign },
  })
  await server.send(new CreateBucketCommand({ Bucket }))
  const CORSRules = [browserCorsRule(new URL(page).origin)]
  await server.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  return { emulator, asked, setUp: emulator.requests.length, page: await openPage(page) }
}

it('uploads the file that a user chooses in the page of README', async () => {
  const { emulator, asked, setUp, page } = await setPage()
  const file = await randomFile('夏天 film.mp4', 12)
  const chooser = page.waitForEvent('filechooser')
  await page.click('input')
  await (await chooser).setFiles(file.path)
  await page.waitForFunction(() => document.querySelector('progress')?.value === 1)

  const object = stored(emulator, Bucket, '夏天 film.mp4')
  const content = Buffer.from(await contentOf(object).arrayBuffer())
  expect(createHash('md5').update(content).digest('hex')).toBe(file.md5)
  expect(object.headers.get('content-type')).toBe('video/mp4')
  const parts = emulator.requests.filter(({ operation }) => operation === 'UploadPart')
  expect(parts.map(({ status }) => status)).toEqual([200, 200, 200])
  // The page learned the id of the key once, and had each of its requests signed.
  const sent = emulator.requests
    .slice(setUp)
    .filter(({ operation }) => operation !== 'OptionsObject')
  expect(asked).toEqual(['GET', ...sent.map(() => 'POST')])
})
