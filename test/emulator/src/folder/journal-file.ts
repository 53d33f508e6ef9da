import { closeSync, createReadStream, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { fstatSync, renameSync, writeSync } from 'node:fs'
import type { Change } from '../change.js'
import type { Journal } from '../commit.js'
import { decode, encode } from './journal-codec.js'

/** A journal in a file: a line for what the file is, then a line for each change. */
export interface JournalFile extends Journal {
  close(): void
}

const format = 'oos-emulator'
const version = 1

/**
 * Reads the changes of a journal. A last line without its line feed was being written when the process
 * was killed, so nobody has been told that it counts.
 */
export async function* readJournal(file: string): AsyncGenerator<Change> {
  let number = 0
  for await (const line of wholeLines(file)) {
    number += 1
    try {
      if (number === 1) checkHeader(line)
      else yield decode(line)
    } catch (cause) {
      if (cause instanceof NewerVersion) throw cause
      const message = `Line ${number} of ${file} is damaged: ${(cause as Error).message}`
      throw new Error(message, { cause })
    }
  }
  if (number === 0) throw new Error(`${file} is no journal of the emulator: it has no first line.`)
}

/** Writes a journal of these changes in the place of the one that is there, all of it or nothing. */
export function replaceJournal(file: string, changes: Iterable<Change>): void {
  const descriptor = openSync(`${file}.new`, 'w', 0o600)
  try {
    let lines = [JSON.stringify({ format, version })]
    let size = 0
    for (const change of changes) {
      const line = encode(change)
      lines.push(line)
      size += line.length
      if (size > 1024 * 1024) {
        writeAll(descriptor, lines)
        lines = []
        size = 0
      }
    }
    writeAll(descriptor, lines)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${file}.new`, file)
}

/** Opens a journal to add to it. */
export function openJournal(file: string): JournalFile {
  const descriptor = openSync(file, 'a', 0o600)
  let { size } = fstatSync(descriptor)
  let broken: Error | undefined
  const lastUses = new Map<string, number>()
  return {
    record(change) {
      if (broken !== undefined) throw broken
      if (change.type === 'useKey') {
        // The last use of a key is worth a line a minute, not one for each request.
        const { accessKeyId, lastUsed } = change
        if (Math.abs(lastUsed.date - (lastUses.get(accessKeyId) ?? -Infinity)) < 60_000) return
        lastUses.set(accessKeyId, lastUsed.date)
      }
      try {
        size += writeAll(descriptor, [encode(change)])
      } catch (cause) {
        // Nothing may follow half a line.
        broken = new Error(`${file} cannot be written any more.`, { cause })
        ftruncateSync(descriptor, size)
        broken = undefined
        throw cause
      }
    },
    close() {
      broken = new Error(`${file} is closed.`)
      closeSync(descriptor)
    },
  }
}

class NewerVersion extends Error {
  override readonly name = 'NewerVersion'
}

function checkHeader(line: string): void {
  const header = JSON.parse(line) as { format?: unknown; version?: unknown }
  if (header.format !== format || typeof header.version !== 'number') {
    throw new SyntaxError('It does not say that this is a journal of the emulator.')
  }
  if (header.version > version) {
    const message = `The data is in format ${header.version} of a newer emulator; this one reads ${version}.`
    throw new NewerVersion(message)
  }
}

async function* wholeLines(file: string): AsyncGenerator<string> {
  let pending: Buffer[] = []
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield Buffer.concat([...pending, chunk.subarray(start, end)]).toString()
      pending = []
      start = end + 1
    }
    pending.push(chunk.subarray(start))
  }
}

function writeAll(descriptor: number, lines: readonly string[]): number {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''))
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
  return bytes.length
}
