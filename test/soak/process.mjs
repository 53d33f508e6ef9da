import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** Starts the server in a process of its own. It ends with this one, too. */
export async function startServer(seed) {
  const child = fork(join(import.meta.dirname, 'server.mjs'), [seed])
  const [{ url }] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${code}`)
    }),
  ])
  let orders = 0
  const waiting = new Map()
  child.on('message', ({ id, ...answer }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  child.on('exit', (code) => {
    if (code === 0) return
    console.error(`The server ended with ${code}`)
    process.exit(1)
  })
  return {
    url,
    ask(order) {
      const id = ++orders
      child.send({ id, ...order })
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    end: () => child.disconnect(),
  }
}
