import { contentMD5 } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { changedFile } from '../support/disk-file/changed.ts'
import type { DiskFile } from '../support/disk-file/disk-file.ts'
import { failure } from '../support/failure.ts'

/** Milliseconds; Firefox and WebKit wait for ever for the bytes that are missing. */
const waiting = 500

const changes: readonly (readonly [string, (chosen: DiskFile) => Promise<void>])[] = [
  ['shrunk', ({ write }) => write({ size: 500, byte: 2 })],
  ['deleted', ({ remove }) => remove()],
]

describe('a file that since it was chosen was', () => {
  it.each(changes)('F35: %s is told from a network error', async (_what, change) => {
    const { stage, put } = await changedFile(change)
    const client = stage.client({ maxAttempts: 3, timeout: { firstByte: waiting } })
    const error = await failure(client.send(put))
    expect([error.code, error.attempts]).toEqual(['SourceChanged', 1])
  })

  it.each(changes)(
    'F35: %s is refused before a request, where it is hashed',
    async (_what, change) => {
      const { stage, put } = await changedFile(change)
      const client = stage.client({ maxAttempts: 3 })
      client.use('contentMD5', contentMD5())
      const error = await failure(client.send(put))
      expect([error.code, error.attempts]).toEqual(['SourceChanged', 0])
    },
  )
})
