// Turns the pages of a large bucket in several ways, and prints for each how many pages there were and how many
// of them could be reached at most at the same time. Needs --expose-gc.
import { deleteAll, ListObjectsCommand, type ListObjectsOutput } from '@oos-js/commands'
import { items, pages, type OosClient } from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import { clock, createClient } from '../support/client.ts'
import { inProcess } from '../support/in-process.ts'
import { Bucket, createBucket, seedObjects } from '../support/seed.ts'

const collect = (globalThis as { gc?: () => void }).gc!
const list = new ListObjectsCommand({ Bucket })

const ways: Readonly<Record<string, (client: OosClient) => Promise<unknown>>> = {
  pages: async (client) => {
    for await (const _ of pages(client, list)) continue
  },
  'pages fetched ahead': async (client) => {
    for await (const _ of pages(client, list, { prefetch: true })) continue
  },
  'pages until a signal': async (client) => {
    for await (const _ of pages(client, list, { signal: new AbortController().signal })) continue
  },
  items: async (client) => {
    for await (const _ of items(client, list, 'Contents')) continue
  },
  // What the others would look like if they held on to what they had.
  'pages that are kept': async (client) => {
    const kept: unknown[] = []
    for await (const page of pages(client, list)) kept.push(page)
    return kept
  },
  deleteAll: (client) => deleteAll(client, { Bucket, Prefix: '' }),
}

/** Watches an entry of every page: whoever holds a page, or a copy of it, or an entry, holds its list. */
function watch(client: OosClient) {
  const seen: WeakRef<object>[] = []
  let most = 0
  client.use(
    'watch',
    async (call, next) => {
      const result = await next(call)
      if (call.command.operation.name !== 'ListObjects') return result
      const { Contents } = result.output as ListObjectsOutput
      seen.push(new WeakRef(Contents.at(-1)!))
      // To collect takes its time.
      if (seen.length % 5 !== 0) return result
      // What was looked at through a WeakRef stays until the end of the task.
      await new Promise((resolve) => setImmediate(resolve))
      collect()
      most = Math.max(most, seen.filter((one) => one.deref() !== undefined).length)
      return result
    },
    { step: 'retry' },
  )
  return () => ({ pages: seen.length, most })
}

const emulator = createEmulator({ clock, requestsKept: 1, nextMarker: 'always' })
const fetch = inProcess(emulator)
await createBucket(createClient({ fetch }))
seedObjects(
  emulator,
  Array.from({ length: 25_000 }, (_, index) => `key ${String(index).padStart(5, '0')}`),
)
const counts: Record<string, object> = {}
for (const [way, turn] of Object.entries(ways)) {
  const client = createClient({ fetch })
  const count = watch(client)
  await turn(client)
  counts[way] = count()
}
console.log(JSON.stringify(counts))
