import { expect, it } from 'vitest'
import { changedFile } from '../support/disk-file/changed.ts'
import { failure } from '../support/failure.ts'

it.each([
  ['grew', 2000],
  ['has other content', 1000],
])('a file that %s since it was chosen is told from a network error', async (_what, size) => {
  const { stage, put } = await changedFile(({ write }) => write({ size, byte: 2 }))
  // Milliseconds; WebKit waits for ever for bytes that it cannot read.
  const client = stage.client({ maxAttempts: 3, timeout: { firstByte: 500 } })
  const error = await failure(client.send(put))
  expect([error.code, error.attempts]).toEqual(['SourceChanged', 1])
})
