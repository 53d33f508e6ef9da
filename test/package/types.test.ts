import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'

// What users compile: the declarations of dist, with nothing skipped, under the settings they may have.

const runtimes = {
  'Node, with @types/node 20 and no DOM': {
    lib: ['ES2022'],
    types: ['node'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
  },
  'a page, with the DOM and no Node': {
    lib: ['ES2022', 'DOM'],
    types: [],
    module: 'ESNext',
    moduleResolution: 'Bundler',
  },
}

const program = `
import { isOosError, md5Base64, OosClient, OosError, type Middleware } from '@oos-js/core'
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type GetObjectOutput,
  type ListObjectsOutput,
  type PutObjectInput,
} from '@oos-js/commands'
import { Upload, type UploadProgress } from '@oos-js/web'

const log: Middleware = async (call, next) => {
  const { response, ...rest } = await next(call)
  const status: number = response.status
  return { response, ...rest, status }
}

export async function use(type: string | undefined): Promise<string> {
  const client = new OosClient({
    endpoint: 'https://oos-cn.ctyunapi.cn',
    credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }),
    fetch: (url, init) => fetch(url, init as RequestInit),
    clock: Date,
  })
  client.use('log', log, { step: 'attempt' })

  const place = { Bucket: 'photos', Key: 'cat.jpg' }
  const input: PutObjectInput = { ...place, Body: 'text', ContentType: type, Metadata: undefined }
  const { ETag } = await client.send(new PutObjectCommand(input), {
    signal: AbortSignal.timeout(1000),
    maxAttempts: undefined,
  })
  const tag: string | undefined = ETag
  await client.send(new PutObjectCommand({ ...place, Body: new Blob(['a']) }))
  await client.send(new PutObjectCommand({ ...place, Body: new Uint8Array(1) }))

  const output: GetObjectOutput = await client.send(new GetObjectCommand(place))
  const texts: string[] = [await output.Body.text(), await md5Base64('a')]
  const bytes: ArrayBuffer = await output.Body.arrayBuffer()
  const blob: Blob = await output.Body.blob()
  await output.Body.cancel()
  const header: string | null = output.$metadata.headers.get('etag')
  for await (const chunk of output.Body.body ?? []) texts.push(String(chunk.length))

  const list: ListObjectsOutput = await client.send(new ListObjectsCommand({ Bucket: 'photos' }))
  const dates: Date[] = list.Contents.map(({ LastModified }) => LastModified)
  const { Buckets } = await client.send(new ListBucketsCommand())
  const { Errors } = await client.send(
    new DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }] } }),
  )
  const { ContentLength } = await client.send(new HeadObjectCommand(place))

  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place))
  const part = await client.send(
    new UploadPartCommand({ ...place, UploadId, PartNumber: 1, Body: bytes }),
  )
  await client.send(
    new CompleteMultipartUploadCommand({
      ...place,
      UploadId,
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: part.ETag ?? '' }] },
    }),
  )

  const upload = new Upload(client, { ...place, source: blob })
  upload.addEventListener('progress', ({ detail }) => {
    const progress: UploadProgress = detail
    texts.push(String(progress.fraction))
  })
  try {
    await upload.done()
  } catch (error) {
    if (isOosError(error, 'AccessDenied')) texts.push(error.code, String(error.status))
    if (error instanceof OosError) texts.push(error.message)
  }
  return [tag, header, texts, dates, Buckets[0]?.Name, Errors.length, ContentLength].join()
}
`

// Inside the repository, where the packages are found by name.
const parent = join(root, 'test/.out')
mkdirSync(parent, { recursive: true })
const parentFolder = mkdtempSync(join(parent, 'types-'))
afterAll(() => {
  rmSync(parentFolder, { recursive: true })
})

/** What the compiler says of the program; nothing if it is content. */
async function compile(options: object, text: string = program): Promise<string> {
  const folder = mkdtempSync(join(parentFolder, 'consumer-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'consumer.ts'), text)
  const compilerOptions = {
    target: 'ES2022',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    ...options,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder], {
    cwd: root,
  }).catch((error: unknown) => error as { stdout: string })
  return stdout
}

const disposing = `
import { GetObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'

export async function use(): Promise<string> {
  const client = new OosClient({ endpoint: 'https://oos-cn.ctyunapi.cn' })
  await using output = await client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a' }))
  return output.Body.text()
}
`

describe('an output can be disposed of', () => {
  it('by await using, where TypeScript knows it', { timeout: 120_000 }, async () => {
    const settings = runtimes['a page, with the DOM and no Node']
    const lib = [...settings.lib, 'ESNext.Disposable']
    expect(await compile({ ...settings, lib }, disposing)).toBe('')
  })
})

describe.each(Object.entries(runtimes))('the declarations compile for %s', (_, settings) => {
  it.each([true, false])(
    'with exactOptionalPropertyTypes: %s',
    { timeout: 120_000 },
    async (exactOptionalPropertyTypes) => {
      expect(await compile({ ...settings, exactOptionalPropertyTypes })).toBe('')
    },
  )
})
