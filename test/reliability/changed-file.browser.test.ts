import { PutObjectCommand } from '@oos-js/commands'
import { contentMD5 } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { chooseFile, type DiskFile } from '../support/disk-file/disk-file.ts'
import { failure } from '../support/failure.ts'
import { createStage } from '../support/stage/stage.ts'

const changes: readonly (readonly [string, (chosen: DiskFile) => Promise<void>])[] = [
  ['shrunk', ({ write }) => write({ size: 500, byte: 2 })],
  ['deleted', ({ remove }) => remove()],
]

describe('a file that since it was chosen was', () => {
  it.each(changes)('%s is told from a network error', async (_what, change) => {
    const stage = await createStage()
    await stage.createBucket('photos')
    const chosen = await chooseFile({ size: 1000, byte: 1 })
    await change(chosen)
    // Milliseconds; Firefox waits for ever for the bytes that are missing.
    const client = stage.client({ maxAttempts: 3, timeout: { firstByte: 500 } })
    const Body = chosen.file
    const error = await failure(
      client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body })),
    )
    expect([error.code, error.attempts]).toEqual(['SourceChanged', 1])
  })

  it.each(changes)('%s is refused before a request, where it is hashed', async (_what, change) => {
    const stage = await createStage()
    await stage.createBucket('photos')
    const chosen = await chooseFile({ size: 1000, byte: 1 })
    await change(chosen)
    const client = stage.client({ maxAttempts: 3 })
    client.use('contentMD5', contentMD5())
    const Body = chosen.file
    const error = await failure(
      client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body })),
    )
    expect([error.code, error.attempts]).toEqual(['SourceChanged', 0])
  })
})
