import { createHash } from 'node:crypto'
import {
  browserCorsRule,
  CreateBucketCommand,
  GetSessionTokenCommand,
  PutBucketCorsCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
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
  const server = new OosClient({
    endpoint: url,
    iamEndpoint: url,
    credentials: defaultAccount,
  })
  // What README says that the page's own server has to do.
  const keys = async () => {
    const { Credentials } = await server.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = Credentials
    const { SessionToken: sessionToken, Expiration: expiration } = Credentials
    return { accessKeyId, secretAccessKey, sessionToken, expiration }
  }
  const example = blocksOf('README.md').find(({ heading }) => heading === 'In a page')
  const page = await servePage({
    html: '<title>Photos</title><input type="file"><progress></progress>',
    script: example!.code.replace('https://oos-cn.ctyunapi.cn', url),
    answers: { '/oos-keys': keys },
  })
  await server.send(new CreateBucketCommand({ Bucket }))
  const CORSRules = [browserCorsRule(new URL(page).origin)]
  await server.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  return { emulator, page: await openPage(page) }
}

it('uploads the file that a user chooses in the page of README', async () => {
  const { emulator, page } = await setPage()
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
  // Signed with keys that end by themselves, not with those of the page's server.
  const names = parts.map(({ headers }) => headers.map(([name]) => name))
  expect(names.every((sent) => sent.includes('x-amz-security-token'))).toBe(true)
})
