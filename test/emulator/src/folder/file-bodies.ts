import { randomUUID } from 'node:crypto'
import { open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { BodyStore } from '../body-store.js'
import { emptyContent, type Content } from '../content.js'

/** Bodies as plain files of a folder, one for each body that came in. */
export interface FileBodies extends BodyStore {
  /** Holds these contents, and deletes every file that none of them needs. */
  keepOnly(contents: Iterable<Content>): Promise<void>
  /** Waits until what nobody holds any more is deleted. */
  settled(): Promise<void>
}

/** Opens a folder of bodies. No body is ever in memory as a whole. */
export function fileBodies(folder: string): FileBodies {
  /** How often each file is held. */
  const holds = new Map<string, number>()
  const deletions = new Set<Promise<void>>()

  const hold = (content: Content): void => {
    for (const file of filesOf(content)) holds.set(file, (holds.get(file) ?? 0) + 1)
  }
  const release = (content: Content): void => {
    for (const file of filesOf(content)) {
      const left = (holds.get(file) ?? 0) - 1
      if (left > 0) holds.set(file, left)
      else if (holds.delete(file)) remove(file)
    }
  }
  // One that cannot be deleted now is at the next start.
  const remove = (file: string): void => {
    const deletion = rm(join(folder, file), { force: true })
      .catch(() => undefined)
      .finally(() => deletions.delete(deletion))
    deletions.add(deletion)
  }

  return {
    hold,
    release,
    async receive(chunks) {
      const file = randomUUID()
      const size = await writeFile(join(folder, file), chunks)
      if (size === 0) return emptyContent
      const content = { size, pieces: [{ file, start: 0, length: size }] }
      hold(content)
      return content
    },
    open(content, signal) {
      hold(content)
      return streamOf(read(folder, content), signal, () => {
        release(content)
      })
    },
    async keepOnly(contents) {
      for (const content of contents) hold(content)
      const present = new Set(await readdir(folder))
      const missing = [...holds.keys()].find((file) => !present.has(file))
      if (missing !== undefined) {
        throw new Error(`${join(folder, missing)} is missing, though an object needs it.`)
      }
      for (const file of present) if (!holds.has(file)) await rm(join(folder, file))
    },
    async settled() {
      await Promise.all(deletions)
    },
  }
}

function filesOf(content: Content): string[] {
  return content.pieces.map((piece) => {
    if (piece instanceof Uint8Array) throw new TypeError('The content is not in a file.')
    return piece.file
  })
}

// No file is made for a body without bytes.
async function writeFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let handle: FileHandle | undefined
  let size = 0
  try {
    for await (const chunk of chunks) {
      if (chunk.length === 0) continue
      handle ??= await open(path, 'wx', 0o600)
      await handle.writeFile(chunk)
      size += chunk.length
    }
  } catch (error) {
    await handle?.close()
    await rm(path, { force: true })
    throw error
  }
  await handle?.close()
  return size
}

async function* read(
  folder: string,
  content: Content,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const most = 64 * 1024
  for (const piece of content.pieces) {
    if (piece instanceof Uint8Array) throw new TypeError('The content is not in a file.')
    const handle = await open(join(folder, piece.file))
    try {
      for (let at = 0; at < piece.length;) {
        const buffer = new Uint8Array(Math.min(most, piece.length - at))
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, piece.start + at)
        if (bytesRead === 0) throw new Error(`${piece.file} has become shorter.`)
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await handle.close()
    }
  }
}

// `finish` is called once: at the end, or as soon as nobody wants any more.
function streamOf(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
  signal: AbortSignal | undefined,
  finish: () => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let isOver = false
  const stop = async (): Promise<void> => {
    if (isOver) return
    isOver = true
    signal?.removeEventListener('abort', abort)
    await chunks.return()
    finish()
  }
  const abort = (): void => {
    void stop()
  }
  signal?.addEventListener('abort', abort)
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          signal?.throwIfAborted()
          if (done !== true) controller.enqueue(value)
          else {
            controller.close()
            await stop()
          }
        } catch (error) {
          await stop()
          throw error
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  )
}
