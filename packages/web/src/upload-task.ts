import type { OosClient } from '@oos-js/core'
import type { UploadProgress } from './upload-events.js'
import { checkOptions, type UploadOptions } from './upload-options.js'
import { partSizeFor, planParts } from './upload-plan.js'
import { abortParts, beginParts, completeParts, sendParts } from './upload-parts.js'
import { sendWhole, type UploadOutput } from './upload-whole.js'

/** What an upload is doing. `completing`: all parts are sent and OOS puts them together. */
export type UploadState = 'idle' | 'running' | 'completing' | 'done' | 'failed' | 'aborted'

/** An upload's state and what can be done with it, without the class around it. */
export interface UploadTask {
  readonly events: EventTarget
  state(): UploadState
  progress(): UploadProgress
  uploadId(): string | undefined
  done(): Promise<UploadOutput>
  abort(reason?: unknown): Promise<void>
}

/**
 * Makes the state machine of an upload. State lives in this closure rather than in private fields, which
 * break when a framework wraps the object in a `Proxy`.
 */
export function createTask(client: OosClient, options: UploadOptions): UploadTask {
  checkOptions(options)
  const { source, signal } = options
  const total = source.size
  const partSize = partSizeFor(total, options.partSize)
  const parts = planParts(total, partSize)
  const events = new EventTarget()
  const controller = new AbortController()

  let state: UploadState = 'idle'
  let confirmed = 0
  let partsDone = 0
  let uploadId: string | undefined
  let leftover: string | undefined
  let running: Promise<UploadOutput> | undefined

  const progress = (): UploadProgress => ({
    total,
    confirmed,
    // All bytes may be there before the object is.
    fraction: state === 'done' ? 1 : Math.min(confirmed / (total || 1), 0.999),
    parts: { done: partsDone, total: Math.max(1, parts.length) },
  })

  const tell = (): void => {
    events.dispatchEvent(new CustomEvent('progress', { detail: progress() }))
  }

  const confirm = (bytes: number): void => {
    confirmed += bytes
    partsDone++
    tell()
  }

  const run = async (): Promise<UploadOutput> => {
    if (total <= partSize) {
      const output = await sendWhole(client, options, controller.signal)
      confirmed = total
      partsDone = 1
      return output
    }
    leftover = uploadId = await beginParts(client, options, controller.signal)
    const sent = await sendParts(client, options, uploadId, parts, controller.signal, confirm)
    state = 'completing'
    return completeParts(client, options, uploadId, sent)
  }

  const remove = async (): Promise<void> => {
    if (leftover !== undefined) await abortParts(client, options, leftover)
    leftover = undefined
  }

  const start = async (): Promise<UploadOutput> => {
    const follow = (): void => {
      controller.abort(signal?.reason)
    }
    if (signal?.aborted) follow()
    signal?.addEventListener('abort', follow, { once: true })
    try {
      controller.signal.throwIfAborted()
      state = 'running'
      const output = await run()
      state = 'done'
      tell()
      return output
    } catch (error) {
      state = controller.signal.aborted ? 'aborted' : 'failed'
      // What could not be removed is told by abort(), which tries again.
      if (controller.signal.aborted) await remove().catch(() => undefined)
      throw error
    } finally {
      signal?.removeEventListener('abort', follow)
    }
  }

  const done = (): Promise<UploadOutput> => (running ??= start())

  const abort = async (reason?: unknown): Promise<void> => {
    if (state !== 'completing') {
      controller.abort(reason ?? new DOMException('Aborted', 'AbortError'))
    }
    await running?.catch(() => undefined)
    if (state === 'done') return
    state = 'aborted'
    await remove()
  }

  return { events, state: () => state, progress, uploadId: () => uploadId, done, abort }
}
