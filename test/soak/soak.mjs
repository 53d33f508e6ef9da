// npm run soak                    20,000 operations against a server that fails, in 3 minutes at most
// npm run soak -- --long          ten times as many, in 30 minutes at most
// npm run soak -- --seed 1 --operations 1000
import { parseArgs } from 'node:util'
import { CreateBucketCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { audit } from './audit.mjs'
import { createBarrier } from './barrier.mjs'
import { createCaller, Finished } from './caller.mjs'
import { measure, grown } from './measure.mjs'
import { Violation } from './model.mjs'
import { startServer } from './process.mjs'
import { createRandom } from './random.mjs'
import { printTables } from './report.mjs'
import { createWorker } from './worker.mjs'

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    operations: { type: 'string' },
    share: { type: 'string', default: '0.05' },
  },
})
const limit = Number(values.operations ?? (values.long ? 200_000 : 20_000))
const minutes = values.long ? 30 : 3
/** When the first measure is taken, as a share of all operations: 5,000 of 20,000. */
const early = limit / 4
const concurrency = 32
const clients = 8

const violations = []
const note = (error) => {
  violations.push(error instanceof Violation ? error.message : String(error?.stack ?? error))
}
process.on('unhandledRejection', (error) => note(`unhandled rejection: ${error?.stack ?? error}`))
process.on('uncaughtException', (error) => note(`uncaught exception: ${error?.stack ?? error}`))

console.log(`${limit} operations, ${concurrency} at a time, seed ${values.seed}`)
const server = await startServer(values.seed)
const caller = createCaller({ limit })
const workers = await createWorkers()
await server.ask({ share: Number(values.share) })
const deadline = setTimeout(expired, minutes * 60_000)

const started = performance.now()
const checkpoint = createBarrier(concurrency, measure)
await Promise.all(workers.map(work))
const [first, last] = [await checkpoint.result, await measure()]
clearTimeout(deadline)
const seconds = (performance.now() - started) / 1000

const { counts, requests } = await server.ask({ share: 0 })
const { objects } = await server.ask({ audit: true })
violations.push(...audit(objects, workers), ...grown(first, last))
printTables({ rows: caller.rows, counts, requests, first, last, early, limit, seconds })
server.end()
if (violations.length === 0) console.log('\nNothing lost, nothing false.')
else {
  const shown = violations.slice(0, 20).map((text) => `- ${text}`)
  console.error(`\n${violations.length} violations (seed ${values.seed}):\n${shown.join('\n')}`)
  process.exitCode = 1
}

async function work(worker) {
  let waited = false
  while (!caller.isDone) {
    if (!waited && caller.sent >= early) {
      waited = true
      await checkpoint.arrive()
    }
    try {
      await worker.step()
    } catch (error) {
      if (error instanceof Finished) break
      note(error)
    }
  }
  if (!waited) await checkpoint.arrive()
}

/** A bucket for each, and a client for every four of them. */
async function createWorkers() {
  const all = Array.from({ length: clients }, createClient)
  const allBuckets = Array.from({ length: concurrency }, (_, index) => `soak-${index + 100}`)
  for (const Bucket of allBuckets) {
    await all[0].send(new CreateBucketCommand({ Bucket, ACL: 'public-read' }))
  }
  return allBuckets.map((Bucket, index) =>
    createWorker({
      Bucket,
      allBuckets,
      client: all[index % clients],
      caller,
      random: createRandom(Number(values.seed) + index + 1),
    }),
  )
}

function createClient() {
  return new OosClient({
    endpoint: server.url,
    credentials: defaultAccount,
    // Milliseconds. A healthy answer takes a few.
    timeout: { firstByte: 3000, idle: 3000, total: 0 },
  })
}

function expired() {
  const first = violations.slice(0, 5).join('\n')
  console.error(`Not done after ${minutes} minutes: ${caller.sent} of ${limit} sent.\n${first}`)
  process.exit(1)
}
