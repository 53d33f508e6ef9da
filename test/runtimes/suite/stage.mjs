import { CreateBucketCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'

/** The key that the emulator knows. */
export const credentials = {
  accessKeyId: 'OOSEMULATORKEY000001',
  secretAccessKey: 'emulator/secret+key/0000000000000000000001',
}

/** Calls functions of the host, `host/stages.ts`. */
export function connect(hostUrl) {
  return async (name, ...args) => {
    const body = JSON.stringify({ name, args })
    // Plain text, or a page would have to ask first.
    const headers = { 'content-type': 'text/plain' }
    const response = await fetch(`${hostUrl}/call`, { method: 'POST', headers, body })
    const { value, error } = await response.json()
    if (error !== undefined) throw new Error(`${name}: ${error}`)
    return value ?? null
  }
}

/** An emulator of a check's own, with the bucket `photos` in it. */
export async function openStage(call, options = {}) {
  const { id, url } = await call('open', options)
  const stage = {
    url,
    client: (more) => new OosClient({ endpoint: url, credentials, ...more }),
    fault: (match, ...calls) => call('fault', id, match, calls),
    answer: (match, answer, times) => call('answer', id, match, answer, times),
    async hold(match) {
      const hold = await call('hold', id, match)
      return { arrived: () => call('arrived', id, hold) }
    },
    async requests(operation) {
      const requests = await call('requests', id)
      return requests.filter((request) => request.operation === operation)
    },
    stored: (key, bucket = 'photos') => call('stored', id, bucket, key),
    uploads: () => call('uploads', id),
    close: () => call('close', id),
  }
  await stage.client().send(new CreateBucketCommand({ Bucket: 'photos' }))
  return stage
}

/** The value of a header that the emulator got. */
export function headerOf(request, name) {
  return request.headers.find(([other]) => other.toLowerCase() === name)?.[1]
}
