import { GetObjectCommand } from '@oos-js/commands'
import { createPostPolicy, OosClient } from '@oos-js/core'
import { defaultAccount } from '@oos-js/emulator'
import { postForm } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../support/failure.ts'
import { isOverNodeHttp } from '../support/over-node-http/is-over-node-http.ts'
import { rawServer } from '../support/raw-server.ts'
import { Bucket, createBucket } from '../support/seed.ts'
import { servedEmulator } from '../support/served-emulator.ts'

const file = new File(['content'], '文 1.txt', { type: 'text/plain' })

async function setStage() {
  const { emulator, url } = await servedEmulator()
  const client = new OosClient({ endpoint: url, credentials: defaultAccount })
  await createBucket(client)
  const policyOf = (maxBytes = 100) =>
    createPostPolicy(client, { bucket: Bucket, keyPrefix: 'in/', maxBytes })
  const sent = () => emulator.requests.filter(({ operation }) => operation === 'PostObject')
  return { emulator, client, policyOf, sent }
}

describe('outside a page, a form', () => {
  it.skipIf(isOverNodeHttp)('tells of no progress, which fetch does not see', async () => {
    const { policyOf } = await setStage()
    const onUploadProgress = vi.fn()
    await postForm(file, await policyOf(), { onUploadProgress })
    expect(onUploadProgress).not.toHaveBeenCalled()
  })

  it('goes by fetch, without a key', async () => {
    const { client, policyOf, sent } = await setStage()
    const { Key } = await postForm(file, await policyOf())
    const stored = await client.send(new GetObjectCommand({ Bucket, Key: 'in/文 1.txt' }))
    expect([Key, await stored.Body.text()]).toEqual(['in/文 1.txt', 'content'])
    const [request] = sent()
    const names = request!.headers.map(([name]) => name.toLowerCase())
    expect(names.filter((name) => name === 'authorization' || name.startsWith('x-amz-'))).toEqual(
      [],
    )
  })

  it('is sent again when it failed for a passing reason', async () => {
    const { emulator, policyOf, sent } = await setStage()
    emulator.faults.on({ operation: 'PostObject' }).drop('after').times(1)
    emulator.faults.on({ operation: 'PostObject' }).fail('InternalError').times(1)
    const { $metadata } = await postForm(file, await policyOf())
    expect([$metadata.attempts, $metadata.status, sent().length]).toEqual([3, 201, 3])
  })

  it.each([200, 201, 204] as const)(
    'F28: is not taken for stored when a proxy answers with its login page instead of %i',
    async (successStatus) => {
      const { client } = await setStage()
      const page = '<html><title>Log in</title></html>'
      const { url, requests } = await rawServer(async (request, reply) => {
        await request.read()
        reply.answer(200, { 'Content-Type': 'text/html' }, page)
      })
      const options = { bucket: Bucket, key: 'a', maxBytes: 100, successStatus }
      const policy = { ...(await createPostPolicy(client, options)), url: `${url}/` }
      vi.spyOn(Math, 'random').mockReturnValue(0)
      const error = await failure(postForm(file, policy))
      vi.restoreAllMocks()
      expect([error.code, requests.length]).toEqual(['InvalidResponse', 3])
      expect(error.message).toContain('Log in')
    },
  )

  it('is sent once when the policy does not allow it', async () => {
    const { policyOf, sent } = await setStage()
    const error = await failure(postForm(file, await policyOf(3)))
    expect([error.code, error.attempts, sent().length]).toEqual(['EntityTooLarge', 1, 1])
  })

  it('carries a file without a name or a type', async () => {
    const { policyOf, sent } = await setStage()
    expect((await postForm(new Blob(['x']), await policyOf())).Key).toBe('in/file')
    expect(sent()[0]?.bodyLength).toBe(1)
  })

  it('has a name with quotes and line breaks in the way of browsers', async () => {
    const { policyOf } = await setStage()
    const { Key } = await postForm(new File(['x'], 'a"\r\nb.txt'), await policyOf())
    expect(Key).toBe('in/a%22%0D%0Ab.txt')
  })
})
