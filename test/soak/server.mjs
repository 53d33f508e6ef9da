// The emulator and what goes wrong, in a process of its own: only the client's memory is measured.
import { createHash } from 'node:crypto'
import { createEmulator } from '@oos-js/emulator'
import { serve } from '@oos-js/emulator/node'
import { kinds } from './faults.mjs'
import { createRandom } from './random.mjs'

const random = createRandom(Number(process.argv[2]))
const entries = Object.entries(kinds).map(([name, [weight, run]]) => [weight, { name, run }])
const counts = {}
let share = 0
let requests = 0

let offset = 0
const clock = {
  now: () => Date.now() + offset,
  // The emulator looks at its clock before it waits for anything.
  at(milliseconds, handle) {
    offset = milliseconds
    try {
      return handle()
    } finally {
      offset = 0
    }
  },
}
const emulator = createEmulator({ clock })

const { url } = await serve({
  handle(request, context) {
    requests++
    if (emulator.requests.length > 1000) emulator.requests.length = 0
    if (emulator.faults.rules.every(({ times }) => times <= 0)) emulator.faults.clear()
    const handle = () => emulator.handle(request, context)
    if (random.next() >= share) return handle()
    const { name, run } = random.weighted(entries)
    counts[name] = (counts[name] ?? 0) + 1
    return Promise.resolve(run(handle, { request, random, emulator, clock }))
  },
})

process.on('message', (order) => void obey(order))
process.on('disconnect', () => process.exit())
process.send({ url })

async function obey({ id, share: wanted, audit }) {
  if (wanted !== undefined) share = wanted
  if (share === 0) emulator.faults.clear()
  const objects = audit ? await storedObjects() : undefined
  process.send({ id, requests, counts, objects })
}

/** Every object as `[bucket, key, MD5, size]`, read without the SDK: the buckets are public. */
async function storedObjects() {
  const found = []
  for (const bucket of emulator.buckets.keys()) {
    for (const key of emulator.buckets.get(bucket).objects.keys()) {
      const path = `/${bucket}/${encodeURIComponent(key)}`
      const response = await emulator.handle(new Request(url + path), { rawTarget: path })
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (!response.ok) throw new Error(`${path} answers ${response.status}`)
      found.push([bucket, key, createHash('md5').update(bytes).digest('hex'), bytes.length])
    }
  }
  return found
}
