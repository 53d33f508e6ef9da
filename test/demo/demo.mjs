// The SDK at work: uploads a file, finds it in a listing, downloads it, compares both, and removes
// whatever it made. `roundTrip` is the part to learn the SDK from; the files beside this one are
// about the command line.
import { randomBytes } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsCommand,
} from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { Upload } from '@oos-js/web'
import { parseArguments, usage } from './arguments.mjs'
import { startEmulator } from './emulator.mjs'
import { md5Of } from './md5.mjs'
import { run } from './program.mjs'
import { createProgressBar } from './progress-bar.mjs'
import { sizeOf, writeRandomFile } from './source-file.mjs'
import { createSteps } from './steps.mjs'
import { formatTable } from './table.mjs'

await run(async ({ signal, cleanUp }) => {
  const options = parseArguments(process.argv.slice(2), process.env)
  if (options.help) return () => usage

  const file = options.file ?? (await writeRandomFile(cleanUp, signal))
  const size = await sizeOf(file)
  const server = options.server ?? (await startEmulator(cleanUp, size))
  console.log(`${file} -> ${server.endpoint}${options.server ? '' : ' (the emulator)'}`)

  const { rows, step } = createSteps()
  const md5 = await roundTrip({ ...options, ...server, file, signal, cleanUp, step })
  // Called at the very end: cleaning up adds the last rows.
  return () => `\n${formatTable(rows)}\n\nMD5 equal: ${md5} (of the file and of the download)`
})

async function roundTrip({ endpoint, credentials, bucket, file, partSize, signal, cleanUp, step }) {
  const client = new OosClient({ endpoint, credentials })
  const name = `oos-demo-${randomBytes(8).toString('hex')}`
  const Bucket = bucket ?? name
  const Key = `${name}.bin`

  if (bucket === undefined) {
    await cleanUp.make(
      // Without the signal: an interruption must not leave it unknown whether the bucket is there.
      () => step('create bucket', () => client.send(new CreateBucketCommand({ Bucket }))),
      () => step('delete bucket', () => client.send(new DeleteBucketCommand({ Bucket }))),
    )
  }

  const source = await openAsBlob(file)
  const { size } = source
  const upload = new Upload(client, { Bucket, Key, source, partSize })
  const parts = upload.progress.parts.total
  await cleanUp.make(
    () => step('upload', () => sendWithProgress(upload, signal, cleanUp), { size, parts }),
    () => step('delete object', () => client.send(new DeleteObjectCommand({ Bucket, Key }))),
  )

  await step('list', async () => {
    const listing = new ListObjectsCommand({ Bucket, Prefix: Key })
    const { Contents } = await client.send(listing, { signal })
    const found = Contents.find((object) => object.Key === Key)
    if (found === undefined) throw new Error(`${Key} is not in the listing`)
    if (found.Size !== size) throw new Error(`${Key} has ${found.Size} bytes instead of ${size}`)
  })

  const download = async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), { signal })
    return md5Of(Body.body)
  }
  const downloaded = await step('download + MD5', download, { size })
  const hashFile = () => md5Of(createReadStream(file, { signal }))
  const expected = await step('MD5 of the file', hashFile, { size })
  if (downloaded !== expected) {
    throw new Error(`MD5 differs: the file has ${expected}, the download ${downloaded}`)
  }
  return expected
}

async function sendWithProgress(upload, signal, cleanUp) {
  const bar = createProgressBar(process.stdout)
  bar.show(upload.progress)
  upload.addEventListener('progress', ({ detail }) => bar.show(detail))

  // What abort() cannot remove now, it tries again to when cleaning up.
  const abort = () => upload.abort(signal.reason).catch(() => undefined)
  signal.addEventListener('abort', abort)
  try {
    signal.throwIfAborted()
    await upload.done()
  } catch (error) {
    // Parts that were sent stay on the server, and cost money there, until they are told to go.
    cleanUp.add(() => upload.abort())
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    bar.end()
  }
}
