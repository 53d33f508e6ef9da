// One way to send a file, in a process of its own. Prints the most memory that the process ever had, in bytes.
// node variant.mjs <name of a variant> <address> <path>
import { createReadStream, openAsBlob, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import SparkMD5 from '../../../packages/core/dist/spark-md5.js'
import { OosClient } from '../../../packages/core/dist/index.js'
import { Upload } from '../../../packages/web/dist/index.js'
import { concurrency, partSize } from './settings.mjs'

const [variant, endpoint, path] = process.argv.slice(2)

/** Bytes hashed at once. */
const slice = 524_288

/** What a program without an SDK does: so many parts at a time, each by fetch. */
async function raw(next, isHashed = false) {
  const post = (query) => fetch(`${endpoint}/films/film?${query}`, { method: 'POST' })
  const answer = await (await post('uploads')).text()
  const [, id] = /<UploadId>(.*?)</.exec(answer)
  let number = 0
  const send = async () => {
    for (let body; (body = await next());) {
      const query = `partNumber=${++number}&uploadId=${id}`
      const headers = isHashed ? { 'content-md5': await md5Of(body) } : {}
      const init = { method: 'PUT', headers, body }
      const response = await fetch(`${endpoint}/films/film?${query}`, init)
      await response.arrayBuffer()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, send))
  await (await post(`uploadId=${id}`)).text()
}

/** With the library that the SDK has, and as little memory. */
async function md5Of(part) {
  const md5 = new SparkMD5.ArrayBuffer()
  for (let start = 0; start < part.size; start += slice) {
    md5.append(await part.slice(start, start + slice).arrayBuffer())
  }
  return btoa(md5.end(true))
}

/** The parts of a file, of which nothing is in memory. */
function partsOf(file) {
  let start = 0
  return async () => {
    if (start >= file.size) return undefined
    start += partSize
    return file.slice(start - partSize, start)
  }
}

/** The parts of a stream, which have to be in memory: one is read after the other. */
function partsOfStream(stream) {
  const reader = stream.getReader()
  let turn
  const read = async () => {
    const pieces = []
    for (let size = 0; size < partSize;) {
      const { value } = await reader.read()
      if (!value) break
      pieces.push(value)
      size += value.length
    }
    return pieces.length > 0 ? new Blob(pieces) : undefined
  }
  return () => (turn = Promise.resolve(turn).then(read))
}

async function upload(source, md5) {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }
  const client = new OosClient({ endpoint, credentials })
  const options = { source, Bucket: 'films', Key: 'film', partSize, concurrency, md5 }
  await new Upload(client, options).done()
}

const blob = () => openAsBlob(path)
const stream = () => Readable.toWeb(createReadStream(path))

const variants = {
  raw: async () => raw(partsOf(await blob())),
  'raw, hashed': async () => raw(partsOf(await blob()), true),
  'raw, of a stream': () => raw(partsOfStream(stream())),
  blob: async () => upload(await blob(), false),
  // As it is unless told otherwise.
  'blob, hashed': async () => upload(await blob(), true),
  stream: () => upload(stream(), false),
}

const start = performance.now()
await variants[variant]()
const seconds = (performance.now() - start) / 1000
// Node's own maxRSS is the same in kilobytes, but only where it was not inherited from who started it.
const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
const peak = kilobytes ? Number(kilobytes) * 1024 : process.resourceUsage().maxRSS * 1024
console.log(JSON.stringify({ peak, seconds }))
