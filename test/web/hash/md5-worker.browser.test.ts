import { md5Base64 } from '@oos-js/core'
import { workerHasher } from '@oos-js/web'
import { expect, it, onTestFinished, vi } from 'vitest'
import { fileOf } from '../../support/upload.ts'

const script = new URL('worker.ts', import.meta.url)
const content = fileOf(5_000_000)

function createHasher(url: URL) {
  const hash = workerHasher(() => new Worker(url, { type: 'module' }))
  onTestFinished(() => {
    hash.terminate()
  })
  return hash
}

it('Req 17a: a worker hashes, and the page reads nothing', async () => {
  const expected = await md5Base64(content)
  const read = vi.spyOn(Blob.prototype, 'arrayBuffer')
  onTestFinished(() => read.mockRestore())
  expect(await createHasher(script)(content)).toBe(expected)
  expect(read).not.toHaveBeenCalled()
})

it('Req 17a: a worker says that it is alive while it hashes', async () => {
  const worker = new Worker(script, { type: 'module' })
  onTestFinished(() => worker.terminate())
  const heard: unknown[] = []
  const both = new Promise<void>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (heard.push(data) === 2) resolve()
    })
  })
  worker.postMessage(content)
  worker.postMessage(null)
  await both
  expect(heard).toEqual([null, { digest: await md5Base64(content) }])
})

it('Req 17a: content is hashed in the page where the script of the worker is missing', async () => {
  const missing = new URL('no-such-worker.js', import.meta.url)
  expect(await createHasher(missing)(content)).toBe(await md5Base64(content))
})
