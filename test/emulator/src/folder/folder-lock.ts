import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'

/** The right to be the only process that uses a folder. */
export interface FolderLock {
  release(): Promise<void>
}

/** What the files of locks are called. */
export const isLockName = (name: string): boolean => name.startsWith('lock-')

/**
 * Takes a folder, or throws if another process has it.
 *
 * Each process listens on a port of its own and leaves a file that tells where, before it asks everybody
 * who has left one. Of two that come at once at least one sees the other. Whoever is killed does not
 * answer any more, so its file counts for nothing.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const token = randomUUID()
  const server = await listen(token)
  const { port } = server.address() as AddressInfo
  const mine = join(folder, `lock-${token}`)
  const release = async (): Promise<void> => {
    await rm(mine, { force: true })
    await new Promise((resolve) => server.close(resolve))
  }
  try {
    await writeFile(`${mine}.new`, JSON.stringify({ port, pid: process.pid }), { mode: 0o600 })
    await rename(`${mine}.new`, mine)
    for (const name of await readdir(folder)) {
      const isOther = isLockName(name) && !name.endsWith('.new') && name !== `lock-${token}`
      if (isOther) await checkGone(folder, name)
    }
  } catch (error) {
    await release()
    throw error
  }
  return { release }
}

async function listen(token: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(token)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  // It does not keep the process alive.
  return server.unref()
}

async function checkGone(folder: string, name: string): Promise<void> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const { port, pid } = JSON.parse(text) as { port: number; pid: number }
  const greeting = await greetingOf(port)
  const isAlive = greeting === 'none' ? isRunning(pid) : `lock-${greeting}` === name
  if (!isAlive) await rm(join(folder, name), { force: true })
  else throw new Error(`${folder} is in use by another emulator, the process ${pid}.`)
}

// 'none' is a server that says nothing, such as a process that has been suspended.
function greetingOf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1')
    socket.setTimeout(2000, () => {
      text = 'none'
      socket.destroy()
    })
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve(text)
    })
  })
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
