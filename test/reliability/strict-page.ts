// What a page under a strict Content-Security-Policy runs; `csp.browser.test.ts` makes that page.
import { ListObjectsCommand, PutObjectCommand, DeleteObjectsCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'

/** Works in the bucket `photos` of an endpoint, MD5, signature and lists of XML included. */
async function work(endpoint: string): Promise<string> {
  const client = new OosClient({ endpoint, credentials: defaultAccount, maxAttempts: 1 })
  const object = { Bucket: 'photos', Key: '<a>&' }
  await client.send(new PutObjectCommand({ ...object, Body: new Blob(['Hi'], { type: 'a/b' }) }))
  const { Contents } = await client.send(new ListObjectsCommand({ Bucket: 'photos' }))
  const Delete = { Objects: Contents.map(({ Key }) => ({ Key })) }
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'photos', Delete }))
  return JSON.stringify(Deleted)
}

// Vitest wraps import() in pages of its own.
Object.assign(globalThis, {
  __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() },
})

addEventListener('message', ({ data }: MessageEvent<string>) => {
  work(data).then(
    (done) => {
      parent.postMessage(done)
    },
    (error: unknown) => {
      parent.postMessage(`failed: ${String(error)}`)
    },
  )
})
parent.postMessage('ready')
