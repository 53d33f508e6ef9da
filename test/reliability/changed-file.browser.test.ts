import { PutObjectCommand } from '@oos-js/commands'
import { contentMD5 } from '@oos-js/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { failure } from '../support/failure.ts'
import { createStage } from '../support/stage/stage.ts'

/** A File of the page's private file system that was written anew since it was got. */
async function changedFile(): Promise<File> {
  const folder = await navigator.storage.getDirectory()
  const name = crypto.randomUUID()
  const handle = await folder.getFileHandle(name, { create: true })
  onTestFinished(() => folder.removeEntry(name))
  const write = async (size: number) => {
    const stream = await handle.createWritable()
    await stream.write(new Uint8Array(size))
    await stream.close()
  }
  await write(1000)
  const file = await handle.getFile()
  await write(2000)
  return file
}

describe('a file that was changed since it was chosen', () => {
  it.each([false, true])('is told from a network error, hashed before: %s', async (hashed) => {
    const stage = await createStage()
    await stage.createBucket('photos')
    const client = stage.client({ maxAttempts: 3 })
    if (hashed) client.use('contentMD5', contentMD5())
    const Body = await changedFile()
    const error = await failure(
      client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body })),
    )
    expect([error.code, error.attempts]).toEqual(['SourceChanged', hashed ? 0 : 1])
  })
})
