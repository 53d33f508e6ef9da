// Sends small requests in a process of its own, as a program does that has one transport: with two in one
// process, each runs slower for what the other leaves behind.
import { Agent, request } from 'node:http'
import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { nodeTransport } from '@oos-js/core/node'

const [kind, endpoint] = process.argv.slice(2)
const credentials = { accessKeyId: 'c0ffee', secretAccessKey: 'not-a-secret' }
const body = new Uint8Array(1024)
const transport = kind === 'fetch' ? undefined : nodeTransport()
const senders = {
  client: clientSender(new OosClient({ endpoint, credentials, fetch: transport })),
  bare: kind === 'fetch' ? bareFetch() : bareHttp(),
}

process.on('message', ({ sender, method, concurrency, count }) => {
  void measure(senders[sender][method], concurrency, count).then((rate) => process.send(rate))
})

/** Requests a second. */
async function measure(send, concurrency, count) {
  const begin = performance.now()
  let left = count
  const lane = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
  return (count / (performance.now() - begin)) * 1000
}

function clientSender(client) {
  return {
    PUT: () => client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: body })),
    GET: async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' }))
      await Body.arrayBuffer()
    },
  }
}

function bareFetch() {
  const send = async (init) => {
    const response = await fetch(`${endpoint}/photos/cat.jpg`, init)
    await response.arrayBuffer()
  }
  return { PUT: () => send({ method: 'PUT', body }), GET: () => send() }
}

function bareHttp() {
  const agent = new Agent({ keepAlive: true })
  const { port } = new URL(endpoint)
  const send = (method, content) =>
    new Promise((resolve, reject) => {
      const headers = { 'content-length': content?.length ?? 0 }
      const options = { agent, port, host: '127.0.0.1', method, path: '/photos/cat.jpg', headers }
      const outgoing = request(options, (incoming) => {
        const chunks = []
        incoming.on('data', (chunk) => chunks.push(chunk))
        incoming.on('end', () => resolve(Buffer.concat(chunks)))
      })
      outgoing.on('error', reject)
      outgoing.end(content)
    })
  return { PUT: () => send('PUT', body), GET: () => send('GET') }
}
