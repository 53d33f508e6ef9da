// Small requests: how many a second does a client send by nodeTransport(), and how many over fetch?
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { nodeTransport } from '@oos-js/core/node'

/** How many times as many as over fetch there must be, by operation and number of requests at a time. */
const wanted = { PUT: { 1: 2.2, 32: 3.5 }, GET: { 1: 1.7, 32: 2.5 } }

/** Requests before anything is measured. Fewer, and code is measured that the engine has not compiled yet. */
const warming = 6000
/** Requests a round. */
const round = 400
const rounds = 15

const credentials = { accessKeyId: 'c0ffee', secretAccessKey: 'not-a-secret' }
const object = { Bucket: 'photos', Key: 'cat.jpg' }
const body = new Uint8Array(1024)

/** Measures, prints a table, and fails if a ratio is too low. */
export async function run() {
  const server = fork(join(import.meta.dirname, 'transport-server.mjs'))
  const [{ port }] = await once(server, 'message')
  const endpoint = `http://127.0.0.1:${port}`
  const transport = nodeTransport()
  const clients = {
    fetch: sender(new OosClient({ endpoint, credentials })),
    nodeTransport: sender(new OosClient({ endpoint, credentials, fetch: transport })),
  }
  const bare = { fetch: bareFetch(endpoint), nodeTransport: bareHttp(port) }
  const rows = {}
  for (const [method, ratios] of Object.entries(wanted)) {
    for (const [concurrency, least] of Object.entries(ratios)) {
      const name = `${method}, ${concurrency} at a time`
      const { ratio: possible } = await compare(bare, method, concurrency)
      const { ratio, perSecond } = await compare(clients, method, concurrency)
      if (ratio < least) process.exitCode = 1
      rows[name] = {
        ...perSecond,
        ratio: ratio.toFixed(2),
        wanted: least,
        'node:http to fetch, without a client': possible.toFixed(2),
      }
    }
  }
  console.table(rows)
  await transport.close()
  server.disconnect()
}

/** Rounds of both take turns, so that both meet the same noise. */
async function compare(both, method, concurrency) {
  const found = { fetch: [], nodeTransport: [] }
  for (const name in both) await measure(both[name][method], concurrency, warming)
  for (let count = 0; count < rounds; count++) {
    for (const name in both) {
      found[name].push(await measure(both[name][method], concurrency, round))
    }
  }
  const ratios = found.fetch.map((rate, index) => found.nodeTransport[index] / rate)
  const perSecond = { fetch: Math.round(median(found.fetch)) }
  perSecond.nodeTransport = Math.round(median(found.nodeTransport))
  return { ratio: median(ratios), perSecond }
}

/** Requests a second. */
async function measure(send, concurrency, count) {
  const begin = performance.now()
  let left = count
  const lane = async () => {
    while (left-- > 0) await send()
  }
  await Promise.all(Array.from({ length: Number(concurrency) }, lane))
  return (count / (performance.now() - begin)) * 1000
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function sender(client) {
  return {
    PUT: () => client.send(new PutObjectCommand({ ...object, Body: body })),
    GET: async () => {
      const { Body } = await client.send(new GetObjectCommand(object))
      await Body.arrayBuffer()
    },
  }
}

function bareFetch(endpoint) {
  const send = async (init) => {
    const response = await fetch(`${endpoint}/photos/cat.jpg`, init)
    await response.arrayBuffer()
  }
  return { PUT: () => send({ method: 'PUT', body }), GET: () => send() }
}

function bareHttp(port) {
  const agent = new Agent({ keepAlive: true })
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
