import type { OosError } from '@oos-js/core'
import { createByteLine } from './byte-line.js'
import { createCollector } from './collector.js'
import { createContentHash, type ContentHash } from './content-hash.js'
import type { DownloadWarning } from './events.js'
import { createFileTarget, isFile, type FileWriter } from './file-target.js'
import type { DownloadJob } from './job.js'
import { md5Of, type DownloadedObject, type ObjectFacts } from './object-facts.js'
import { createTransfer, type Target } from './transfer.js'
import { warningsOf } from './warnings.js'

/** Told by an engine how it goes. */
export interface EngineWatcher {
  /** The object is known, or better known than before; `total` are the bytes that are wanted of it. */
  opened(object: DownloadedObject, total: number | undefined): void
  /** Bytes have come, or the consumer has done with some. */
  moved(received: number, confirmed: number): void
  /** Something is not as it should be. */
  warn(warning: DownloadWarning): void
}

/** Fetches an object for one consumer. It is loaded when a download begins. */
export interface Engine {
  /** Starts, or goes on after a failure. */
  begin(): void
  /** Gives the next bytes; none at the end, when all that can be compared was found right. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Collects what `next` gives; called again after a failure it goes on. */
  blob(): Promise<Blob>
  /**
   * Writes what `next` gives, and closes or aborts the stream.
   *
   * @param position - Place in a file of the first byte.
   */
  pipeTo(writable: WritableStream<Uint8Array>, position: number): Promise<void>
  /** Ends the requests that are under way and begins no others. */
  pause(): void
  /** Goes on from the bytes reached. */
  resume(): void
  /** Ends it for good: the consumer gets the reason. Resolves when nothing is under way. */
  stop(reason: unknown): Promise<void>
}

/** Makes one. */
export function createEngine(job: DownloadJob, watcher: EngineWatcher): Engine {
  const { concurrency, end, options, partSize, start, tools } = job
  const { range, verify = true } = options
  const line = createByteLine(start, partSize, partSize * concurrency)
  let facts: ObjectFacts | undefined
  let file: Target | undefined
  let hash: Promise<ContentHash> | undefined
  let received = 0
  /** Bytes that the consumer is busy with. */
  let given = 0
  let confirmed = 0
  let moving: Promise<void> | undefined

  const confirm = (bytes: number): void => {
    confirmed += bytes
    watcher.moved(received, confirmed)
  }

  /** Bytes that are wanted, once that is known. */
  const total = (): number | undefined =>
    facts?.size === undefined ? undefined : Math.max(0, Math.min(end, facts.size) - start)

  const open = (now: ObjectFacts): Target => {
    const begins = !facts
    facts = now
    if (begins && verify && !range && md5Of(now.object)) {
      // A hash takes bytes in their order: then they stand in line for a file too.
      file = undefined
      hash = createContentHash(tools)
      hash.catch(() => undefined)
    }
    watcher.opened(now.object, total())
    if (begins)
      warningsOf(now).forEach((warning) => {
        watcher.warn(warning)
      })
    const target = file ?? line
    return {
      ...target,
      put(position, bytes, signal) {
        received += bytes.length
        confirm(0)
        return target.put(position, bytes, signal)
      },
      cut(position) {
        received = position - start
        target.cut(position)
      },
    }
  }

  const transfer = createTransfer(job, open)

  const move = async (): Promise<void> => {
    let failure
    try {
      await transfer.run()
    } catch (error) {
      failure = { error }
    }
    moving = undefined
    line.end(failure)
  }

  /** Compares what has come with what is known of it. */
  const check = async (): Promise<void> => {
    const wrong = (message: string): OosError => tools.fault({ code: 'Integrity', message })
    const wanted = total()
    if (wanted !== undefined && wanted !== confirmed) {
      throw wrong(`${confirmed} of ${wanted} bytes came`)
    }
    const expected = facts && !facts.encoded && md5Of(facts.object)
    const found = expected && (await (await hash)?.digest())
    if (found && found !== expected) {
      throw wrong(`the content has the MD5 ${found}, but its ETag is ${expected}`)
    }
  }

  const next = async (): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    // Who asks for more has done with what came before.
    if (given) confirm(given)
    given = 0
    const bytes = await line.next()
    if (bytes) await (await hash)?.add(bytes)
    else await check()
    given = bytes?.length ?? 0
    return bytes
  }

  /** Does a consumer's work. When that fails there is nobody left to fetch for. */
  const consume = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work()
    } catch (error) {
      if (moving) transfer.stop(error)
      throw error
    }
  }

  const collect = createCollector(next, () => facts?.object.ContentType)

  return {
    begin() {
      line.reopen()
      moving = move()
    },
    next: () => consume(next),
    blob: () => consume(collect),
    async pipeTo(writable, position) {
      const inFile = isFile(writable)
      if (position && !inFile) {
        const message = 'position is of files: other streams have no places'
        throw tools.fault({ code: 'InvalidInput', message, member: 'position' })
      }
      const writer = writable.getWriter() as FileWriter
      if (inFile) file = createFileTarget(writer, start - position, confirm)
      try {
        await consume(async () => {
          for (let data; (data = await next()); position += data.length) {
            await writer.write(inFile ? { type: 'write', position, data } : data)
          }
          await writer.close()
        })
      } catch (error) {
        await writer.abort(error).catch(() => undefined)
        throw error
      }
    },
    pause: () => {
      transfer.pause()
    },
    resume: () => {
      transfer.resume()
    },
    async stop(reason) {
      transfer.stop(reason)
      line.cut(0)
      line.end({ error: reason })
      await moving
    },
  }
}
