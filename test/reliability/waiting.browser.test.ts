import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { failure } from '../support/failure.ts'
import { createStage, openRule } from '../support/stage/stage.ts'

const put = new PutObjectCommand({ Bucket: 'photos', Key: 'cat.jpg', Body: 'a' })
/** Milliseconds: more than the 15 minutes that OOS forgives. */
const skew = 20 * 60_000

describe('a page whose clock is off', () => {
  it('F18: learns the time where CORS exposes the Date', async () => {
    const stage = await createStage({ skew })
    await stage.createBucket('photos')
    const { $metadata } = await stage.client({ maxAttempts: 3 }).send(put)
    expect($metadata.attempts).toBe(2)
  })

  it('F19: is told what to expose where CORS hides the Date, and sends nothing again', async () => {
    const stage = await createStage({ skew })
    await stage.createBucket('photos', [{ ...openRule, ExposeHeaders: [] }])
    const before = (await stage.requests()).length
    const error = await failure(stage.client({ maxAttempts: 3 }).send(put))
    expect([error.code, error.hint]).toEqual([
      'RequestTimeTooSkewed',
      expect.stringMatching('Date'),
    ])
    expect((await stage.requests()).length - before).toBe(1)
  })
})

describe('an abort in a page', () => {
  const get = new GetObjectCommand({ Bucket: 'photos', Key: 'cat.jpg' })
  const reason = new Error('enough')

  it('F38: before anything is sent rejects with the reason and sends nothing', async () => {
    const stage = await createStage()
    const client = stage.client({ endpoint: stage.rawUrl })
    await expect(client.send(get, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(await stage.played()).toEqual([])
  })

  it('F38: of a request that is not answered rejects with the reason', async () => {
    const stage = await createStage()
    await stage.play({})
    const controller = new AbortController()
    const { signal } = controller
    const settled = expect(
      stage.client({ endpoint: stage.rawUrl }).send(get, { signal }),
    ).rejects.toBe(reason)
    await expect.poll(() => stage.played()).toHaveLength(1)
    controller.abort(reason)
    await settled
  })
})
