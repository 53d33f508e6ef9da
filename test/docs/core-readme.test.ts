import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@oos-js/commands'
import { isOosError, OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { transform } from 'esbuild'
import { expect, it, vi } from 'vitest'
import { inProcess } from '../support/in-process.ts'
import { root } from '../tools/root.ts'

const page = readFileSync(join(root, 'packages/core/README.md'), 'utf8')

/** Runs the blocks of the page one after another, as one program, against an emulator that has a cat. */
async function runPage() {
  const fetch = inProcess(createEmulator())
  const options = { endpoint: 'http://oos.test', credentials: defaultAccount, fetch }
  const owner = new OosClient(options)
  await owner.send(new CreateBucketCommand({ Bucket: 'photos' }))
  await owner.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: 'a' }))
  class Client extends OosClient {
    constructor(given: typeof options) {
      super({ ...given, fetch })
    }
  }
  const provider = vi.fn(async () => Response.json(defaultAccount))
  const log = vi.fn()
  const context = {
    OosClient: Client,
    GetObjectCommand,
    HeadObjectCommand,
    isOosError,
    fetch: provider,
    console: { log },
  }
  const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block)
  const { code } = await transform(`async () => {\n${blocks.join('\n')}}`, { loader: 'ts' })
  const run = compileFunction(`return ${code}`, Object.keys(context)) as (
    ...values: unknown[]
  ) => () => Promise<void>
  await run(...Object.values(context))()
  return { blocks, provider, log }
}

it('shows options, a call with limits of its own, and an error, that work', async () => {
  const { blocks, provider, log } = await runPage()
  expect(blocks).toHaveLength(3)
  expect(provider).toHaveBeenCalledExactlyOnceWith('/oos-credentials')
  expect(log.mock.calls).toEqual([['GetObject', 404, expect.any(String), 1, undefined]])
})
