import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEmulator, type Emulator, type FaultMatch } from '@oos-js/emulator'
import { serve } from '@oos-js/emulator/node'
import { root } from '../../tools/root.ts'
import { forPages } from './listen.ts'
import { startBreaking, startRefusing } from './unfriendly.ts'

interface Stage {
  readonly emulator: Emulator
  readonly close: () => Promise<void>
  /** Each settles when a request arrives that is held. */
  readonly holds: Promise<void>[]
}

/** An answer that is not the emulator's own. */
interface PlainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

type Chained = Readonly<Record<string, (...args: readonly unknown[]) => Chained>>

/**
 * Servers for the suite to work against, an emulator for each check. The suite reaches these functions over
 * HTTP: what they take and give is JSON.
 */
export function createStages() {
  const stages = new Map<string, Stage>()
  const others: (() => Promise<void>)[] = []
  let opened = 0
  const stageOf = (id: string): Stage => {
    const stage = stages.get(id)
    if (stage === undefined) throw new Error(`There is no stage ${id}, or it was closed`)
    return stage
  }

  return {
    /** Starts an emulator whose clock is ahead by `skew` milliseconds. Pages may do and see everything. */
    async open({ skew = 0 }: { skew?: number }) {
      const clock = { now: () => Date.now() + skew }
      const emulator = createEmulator({ clock, cors: { open: true } })
      const { url, close } = await serve(emulator)
      const id = String(++opened)
      stages.set(id, { emulator, close, holds: [] })
      return { id, url }
    },

    /** Sets a fault: `calls` are methods of the emulator's `FaultBuilder` with their arguments. */
    async fault(id: string, match: FaultMatch, calls: [method: string, args: unknown[]][]) {
      let builder = stageOf(id).emulator.faults.on(match) as never as Chained
      for (const [method, args] of calls) builder = builder[method]!(...args)
    },

    /** Answers the next requests that match with this. */
    async answer(id: string, match: FaultMatch, answer: PlainAnswer, times = 1) {
      const { status, headers, body } = answer
      const make = () => new Response(body, { status, headers: { ...forPages, ...headers } })
      stageOf(id).emulator.faults.on(match).respond(make).times(times)
    },

    /** Lets requests that match wait for ever; `arrived` with the number given waits for the first. */
    async hold(id: string, match: FaultMatch) {
      const { emulator, holds } = stageOf(id)
      const arrival = new Promise<void>((resolve) => {
        const when = (): boolean => {
          resolve()
          return true
        }
        emulator.faults
          .on({ ...match, when })
          .stall()
          .times(Infinity)
      })
      return holds.push(arrival) - 1
    },

    arrived: (id: string, hold: number) => stageOf(id).holds[hold],

    /** What the emulator got, oldest first. */
    async requests(id: string) {
      return stageOf(id).emulator.requests.map(({ operation, headers, status }) => {
        return { operation, headers, status }
      })
    },

    /** What is stored under a key; nothing if nothing is. */
    async stored(id: string, bucket: string, key: string) {
      const object = stageOf(id).emulator.buckets.get(bucket)?.objects.get(key)
      if (object === undefined) return undefined
      const hash = createHash('md5')
      for (const piece of object.content.pieces) hash.update(piece as Uint8Array)
      const type = object.headers.get('content-type')
      return { size: object.content.size, md5: hash.digest('hex'), type }
    },

    /** How many uploads in parts are neither complete nor aborted. */
    uploads: async (id: string) => stageOf(id).emulator.uploads.size,

    async close(id: string) {
      const { close } = stageOf(id)
      stages.delete(id)
      await close()
    },

    /** The worked examples of Signature V2. */
    vectors: async () =>
      JSON.parse(await readFile(join(root, 'test/vectors/sign-v2.json'), 'utf8')) as unknown,

    /** A server that refuses requests before they have come. */
    async refusing() {
      const { url, close } = await startRefusing()
      others.push(close)
      return url
    },

    /** A server that breaks the connection of its second request. */
    async breaking() {
      const { url, close } = await startBreaking()
      others.push(close)
      return url
    },

    /** An address at which nobody listens. */
    async nobody() {
      const { url, close } = await serve(createEmulator())
      await close()
      return url
    },

    /** Closes what a runtime has left open when it ended. */
    async closeAll() {
      const open = [...[...stages.values()].map(({ close }) => close), ...others.splice(0)]
      stages.clear()
      await Promise.all(open.map((close) => close()))
    },
  }
}
