// One way to send a file, in a process of its own. Prints the most memory that the process ever had, in bytes.
// node variant.mjs <raw|blob|file|stream> <address> <path>
import { createReadStream, openAsBlob, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { OosClient } from '../../../packages/core/dist/index.js'
import { Upload } from '../../../packages/web/dist/index.js'
import { concurrency, partSize } from './settings.mjs'

const [variant, endpoint, path] = process.argv.slice(2)

/** What a program without an SDK does: so many parts at a time, each by fetch. */
async function raw() {
  const file = await openAsBlob(path)
  const post = (query) => fetch(`${endpoint}/films/film?${query}`, { method: 'POST' })
  const answer = await (await post('uploads')).text()
  const [, id] = /<UploadId>(.*?)</.exec(answer)
  let number = 0
  const send = async () => {
    for (let part; (part = number++) * partSize < file.size;) {
      const body = file.slice(part * partSize, (part + 1) * partSize)
      const query = `partNumber=${part + 1}&uploadId=${id}`
      const response = await fetch(`${endpoint}/films/film?${query}`, { method: 'PUT', body })
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, send))
  await (await post(`uploadId=${id}`)).text()
}

async function upload(source, md5) {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }
  const client = new OosClient({ endpoint, credentials })
  const options = { source, Bucket: 'films', Key: 'film', partSize, concurrency, md5 }
  await new Upload(client, options).done()
}

const variants = {
  raw,
  // The SDK as the raw run: the content is not hashed.
  blob: async () => upload(await openAsBlob(path), false),
  // As it is unless told otherwise.
  'blob, hashed': async () => upload(await openAsBlob(path), true),
  stream: async () => upload(Readable.toWeb(createReadStream(path)), false),
}

const start = performance.now()
await variants[variant]()
const seconds = (performance.now() - start) / 1000
// Node's own maxRSS is the same in kilobytes, but only where it was not inherited from who started it.
const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
const peak = kilobytes ? Number(kilobytes) * 1024 : process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ peak, seconds }))
