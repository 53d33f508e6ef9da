// Small requests: how many a second does a client send by nodeTransport(), and how many over fetch?
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** How many times as many as over fetch there must be, by operation and number of requests at a time. */
const wanted = { PUT: { 1: 2.2, 32: 3.5 }, GET: { 1: 1.7, 32: 2.5 } }

/** Requests before anything is measured. Fewer, and code is measured that the engine has not compiled yet. */
const warming = 6000
/** Requests a round. */
const round = 400
const rounds = 15

/** Measures, prints a table, and fails if a ratio is too low. */
export async function run() {
  const server = fork(join(import.meta.dirname, 'transport-server.mjs'))
  const [{ port }] = await once(server, 'message')
  const rows = {}
  for (const [method, ratios] of Object.entries(wanted)) {
    for (const [number, least] of Object.entries(ratios)) {
      const concurrency = Number(number)
      const bare = await compare(port, { sender: 'bare', method, concurrency })
      const { ratio, perSecond } = await compare(port, { sender: 'client', method, concurrency })
      if (ratio < least) process.exitCode = 1
      rows[`${method}, ${concurrency} at a time`] = {
        ...perSecond,
        ratio: ratio.toFixed(2),
        wanted: least,
        'node:http to fetch, without a client': bare.ratio.toFixed(2),
      }
    }
  }
  console.table(rows)
  server.disconnect()
}

/** Rounds of both take turns, so that both meet the same noise. */
async function compare(port, requests) {
  const found = { fetch: [], nodeTransport: [] }
  const senders = {}
  for (const kind in found) {
    senders[kind] = fork(join(import.meta.dirname, 'transport-client.mjs'), [
      kind,
      `http://127.0.0.1:${port}`,
    ])
    await measure(senders[kind], { ...requests, count: warming })
  }
  for (let count = 0; count < rounds; count++) {
    for (const kind in found) {
      found[kind].push(await measure(senders[kind], { ...requests, count: round }))
    }
  }
  for (const kind in senders) senders[kind].kill()
  const ratios = found.fetch.map((rate, index) => found.nodeTransport[index] / rate)
  const perSecond = { fetch: Math.round(median(found.fetch)) }
  perSecond.nodeTransport = Math.round(median(found.nodeTransport))
  return { ratio: median(ratios), perSecond }
}

/** Requests a second. */
async function measure(sender, requests) {
  sender.send(requests)
  const [rate] = await once(sender, 'message')
  return rate
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}
