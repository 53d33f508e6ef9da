import { setTimeout as wait } from 'node:timers/promises'

/** Memory that a program keeps from one collection to the next moves about by this much. */
const slack = { share: 0.15, bytes: 6 * 1024 * 1024, sockets: 8 }

/** What the client's process holds when nothing is under way. Needs `node --expose-gc`. */
export async function measure() {
  let memory = Infinity
  // What finalizers let go of is free at the next collection.
  for (let round = 0; round < 4; round++) {
    globalThis.gc()
    await wait(50)
    const { heapUsed, external } = process.memoryUsage()
    memory = Math.min(memory, heapUsed + external)
  }
  const resources = process.getActiveResourcesInfo()
  return { memory, sockets: resources.filter((name) => name === 'TCPSocketWrap').length }
}

/** What has grown between two measures, as sentences. */
export function grown(first, last) {
  const found = []
  if (last.memory > first.memory * (1 + slack.share) + slack.bytes) {
    found.push(`memory grew from ${inMebibytes(first.memory)} to ${inMebibytes(last.memory)}`)
  }
  if (last.sockets > first.sockets + slack.sockets) {
    found.push(`open sockets grew from ${first.sockets} to ${last.sockets}`)
  }
  return found
}

export function inMebibytes(bytes) {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
