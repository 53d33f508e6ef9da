import { CompleteMultipartUploadCommand } from '@oos-js/commands'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

const complete = new CompleteMultipartUploadCommand({
  Bucket: 'photos',
  Key: 'cat.jpg',
  UploadId: '1',
  MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"a"' }] },
})
const result = `<?xml version="1.0"?><CompleteMultipartUploadResult><Bucket>photos</Bucket>
<Key>cat.jpg</Key><ETag>"a-1"</ETag></CompleteMultipartUploadResult>`

/** A client whose every answer comes in the pieces that a test writes; a piece is written once it is read. */
function answeredSlowly() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const encoder = new TextEncoder()
  return {
    client: createClient({ fetch: async () => new Response(readable) }),
    write: (text: string) => writer.write(encoder.encode(text)),
    end: () => writer.close(),
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the answer to Complete', () => {
  it('F7: that begins with two minutes of spaces is read to its result', async () => {
    const { client, write, end } = answeredSlowly()
    const sent = client.send(complete)
    for (let waited = 0; waited < 120_000; waited += 20_000) {
      await write(' '.repeat(20))
      await vi.advanceTimersByTimeAsync(20_000)
    }
    await write(result)
    await end()
    expect((await sent).ETag).toBe('"a-1"')
  })

  it('F7: that falls silent after its spaces is given up', async () => {
    const { client, write } = answeredSlowly()
    const settled = vi.fn()
    const error = failure(client.send(complete)).finally(settled)
    await write(' '.repeat(20))
    while (settled.mock.calls.length === 0) await vi.advanceTimersByTimeAsync(20_000)
    expect((await error).code).toBe('Timeout')
  })
})
