import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { prepare } from '../apply.js'
import { changesOf, contentsOf } from '../changes-of.js'
import { emptyState, type MutableState } from '../state.js'
import type { Storage } from '../storage.js'
import { fileBodies } from './file-bodies.js'
import { isLockName, lockFolder } from './folder-lock.js'
import { openJournal, readJournal, replaceJournal } from './journal-file.js'

/** A storage that outlives the process. */
export interface FolderStorage extends Storage {
  /** Lets go of the folder. An emulator that uses it cannot store anything any more. */
  close(): Promise<void>
}

/**
 * Opens a folder to store things in, which is made if need be: `journal.jsonl` and `bodies/`. It survives
 * that the process is killed, at any moment. The secrets of access keys are in there.
 *
 * @example
 * const storage = await openFolder('data')
 * const emulator = createEmulator({ storage })
 */
export async function openFolder(path: string): Promise<FolderStorage> {
  const folder = resolve(path)
  const bodiesFolder = join(folder, 'bodies')
  const file = join(folder, 'journal.jsonl')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  try {
    const isNew = await checkOurs(folder)
    await mkdir(bodiesFolder, { recursive: true, mode: 0o700 })
    const state = isNew ? emptyState() : await restore(file)
    const bodies = fileBodies(bodiesFolder)
    await bodies.keepOnly(contentsOf(state))
    replaceJournal(file, changesOf(state))
    const journal = openJournal(file)
    const close = async (): Promise<void> => {
      journal.close()
      await bodies.settled()
      await lock.release()
    }
    return { state, journal, bodies, close }
  } catch (error) {
    await lock.release()
    throw error
  }
}

// Says whether the folder is new, and refuses one of somebody else: what is not ours is never deleted.
async function checkOurs(folder: string): Promise<boolean> {
  const names = await readdir(folder)
  if (names.includes('journal.jsonl')) return false
  const others = names.filter((name) => !isLockName(name) && name !== 'journal.jsonl.new')
  const hasBodies = others.includes('bodies') && (await readdir(join(folder, 'bodies'))).length > 0
  if (hasBodies || others.some((name) => name !== 'bodies')) {
    throw new Error(`${folder} holds other things, and no journal.jsonl of an emulator.`)
  }
  return true
}

async function restore(file: string): Promise<MutableState> {
  const state = emptyState()
  for await (const change of readJournal(file)) {
    try {
      prepare(state, change)()
    } catch (cause) {
      const message = `${file} is damaged: ${(cause as Error).message}`
      throw new Error(message, { cause })
    }
  }
  return state
}
