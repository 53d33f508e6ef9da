import { PutObjectCommand } from '@oos-js/commands'
import { expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { createClient } from './support/client.ts'

const input = { Bucket: 'photos', Key: 'cat.jpg', ContentLength: 3 }

/** A stream, and whether anybody asked for its content. */
function streamOfThree() {
  const pull = vi.fn((controller: ReadableStreamDefaultController) => {
    controller.enqueue(new TextEncoder().encode('abc'))
    controller.close()
  })
  return { pull, Body: new ReadableStream({ pull }, { highWaterMark: 0 }) }
}

it('refuse streams, which no page can send under their length, and leave them as they are', async () => {
  const { client, sent } = createClient()
  const { Body, pull } = streamOfThree()
  const error = await failure(client.send(new PutObjectCommand({ ...input, Body })))
  expect([error.code, error.member, sent.length]).toEqual(['InvalidInput', 'Body', 0])
  expect(error.hint).toContain('Upload')
  expect([pull.mock.calls.length, Body.locked]).toEqual([0, false])
})
