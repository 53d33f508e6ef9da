import { Upload } from '@oos-js/web'
import { describe, expect, it, vi } from 'vitest'
import { failure } from '../../support/failure.ts'
import { Bucket } from '../../support/seed.ts'
import { operations } from '../../support/sent.ts'
import { fileOf, setStage } from '../../support/upload.ts'

const engine = '../../../packages/web/src/upload/engine.ts'

/** Has a page load the code that uploads, or fail to. */
function network(isThere: boolean): void {
  if (isThere) vi.doUnmock(engine)
  else {
    vi.doMock(engine, () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
  }
}

describe('the code that uploads', () => {
  it('that cannot be loaded is a NetworkError, and the next try works', async () => {
    const { emulator, upload } = await setStage()
    const task = upload(fileOf(1000))
    network(false)
    const error = await failure(task.done())
    expect(error).toMatchObject({
      code: 'NetworkError',
      operation: 'Upload',
      bucket: Bucket,
      key: 'film',
      hint: expect.stringContaining('reload'),
    })
    expect([task.state, operations(emulator)]).toEqual(['failed', ['CreateBucket']])
    network(true)
    task.resume()
    await task.done()
    expect([task.state, operations(emulator)]).toEqual(['done', ['CreateBucket', 'PutObject']])
  })

  it('that cannot be loaded leaves nothing to abort', async () => {
    const { emulator, upload } = await setStage()
    const task = upload(fileOf(1000))
    network(false)
    await failure(task.done())
    await task.abort()
    network(true)
    expect([task.state, operations(emulator)]).toEqual(['aborted', ['CreateBucket']])
  })

  it('that cannot be loaded is told by Upload.previous as well', async () => {
    const { client } = await setStage()
    network(false)
    const asked = Upload.previous(client, { source: fileOf(10), Bucket, Key: 'film' })
    expect((await failure(asked)).code).toBe('NetworkError')
    network(true)
  })
})
