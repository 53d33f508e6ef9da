import { Upload } from '@oos-js/web'
import { expect, it } from 'vitest'
import { createClient } from '../../support/client.ts'
import { emulatorOnMsw } from '../../support/msw.ts'
import { Bucket, createBucket } from '../../support/seed.ts'
import { stored } from '../../support/stored.ts'
import { fileOf, mebibyte, progressOf } from '../../support/upload.ts'

const emulator = emulatorOnMsw()

it('an upload goes through the global fetch', async () => {
  const client = createClient()
  await createBucket(client)
  const source = fileOf(6 * mebibyte)
  const upload = new Upload(client, { source, Bucket, Key: '中文/文件 名.mp4' })
  const events = progressOf(upload)
  await upload.done()
  const { content, headers } = stored(emulator, Bucket, '中文/文件 名.mp4')
  expect([content.size, headers.get('content-type')]).toEqual([source.size, 'video/mp4'])
  expect(events.at(-1)).toMatchObject({ confirmed: source.size, fraction: 1 })
})
