import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { expect, it } from 'vitest'
import { createClient } from '../client.ts'
import { emulatorOnMsw } from '../msw.ts'
import { rawServer } from '../raw-server.ts'
import { Bucket, createBucket } from '../seed.ts'

const emulator = emulatorOnMsw()

it('clients of servers on loopback send over nodeTransport()', async () => {
  const { url, requests } = await rawServer((_request, reply) => {
    reply.answer(200)
  })
  const client = new OosClient({ endpoint: url })
  await client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
  // fetch adds several of its own, such as Accept.
  const names = requests[0]!.headers.map(([name]) => name.toLowerCase())
  expect(names.sort()).toEqual(['connection', 'host'])
})

it('clients of the emulator do as well, and are understood', async () => {
  const client = createClient()
  await createBucket(client)
  await client.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'content' }))
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'k' }))
  expect([await Body.text(), emulator.requests.length]).toEqual(['content', 3])
})
