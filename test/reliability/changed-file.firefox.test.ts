// What Firefox does otherwise than the others, and nobody can change: it does not look whether a file of
// the disk is the one that was chosen, and reads what there is.
import { GetObjectCommand } from '@oos-js/commands'
import { expect, it } from 'vitest'
import { changedFile } from '../support/disk-file/changed.ts'
import { failure } from '../support/failure.ts'

const get = new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' })

it('a file that grew since it was chosen is not stored', async () => {
  const { stage, put } = await changedFile(({ write }) => write({ size: 2000, byte: 2 }))
  const client = stage.client()
  await failure(client.send(put))
  expect((await failure(client.send(get))).code).toBe('NoSuchKey')
})

it('a file with other content than when it was chosen is stored as it is now', async () => {
  const { stage, put } = await changedFile(({ write }) => write({ size: 1000, byte: 2 }))
  const client = stage.client()
  await client.send(put)
  const { Body } = await client.send(get)
  expect(new Set(new Uint8Array(await Body.arrayBuffer()))).toEqual(new Set([2]))
})
