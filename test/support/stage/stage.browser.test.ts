import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { failure } from '../failure.ts'
import { httpText } from '../http-text.ts'
import { createStage, openRule } from './stage.ts'

const object = { Bucket: 'photos', Key: 'a.txt' }

describe('a stage', () => {
  it('serves an emulator on another origin', async () => {
    const stage = await createStage()
    await stage.createBucket('photos')
    const client = stage.client()
    await client.send(new PutObjectCommand({ ...object, Body: 'Hello' }))
    const { Body } = await client.send(new GetObjectCommand(object))
    expect(await Body.text()).toBe('Hello')
    expect(new URL(stage.url).origin).not.toBe(location.origin)
  })

  it('tells what the emulator got', async () => {
    const stage = await createStage()
    await stage.createBucket('photos')
    await stage.client().send(new PutObjectCommand({ ...object, Body: 'Hello' }))
    expect((await stage.requests()).at(-1)).toMatchObject({ operation: 'PutObject', bodyLength: 5 })
  })

  it('shows a page only the headers that the rules expose', async () => {
    const stage = await createStage()
    await stage.createBucket('open')
    await stage.createBucket('closed', [{ ...openRule, ExposeHeaders: [] }])
    const put = (Bucket: string) =>
      stage.client().send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }))
    expect([(await put('open')).ETag, (await put('closed')).ETag]).toEqual([
      '"0cc175b9c0f1b6a831c399e269772661"',
      undefined,
    ])
  })

  it('lets no page near a bucket without rules', async () => {
    const stage = await createStage()
    await stage.createBucket('photos', [])
    const error = await failure(stage.client().send(new GetObjectCommand(object)))
    expect(error.code).toBe('NetworkError')
  })

  it('sets faults', async () => {
    const stage = await createStage()
    await stage.createBucket('photos')
    await stage.on({ operation: 'PutObject' }).fail('InternalError').times(1)
    const put = () => stage.client().send(new PutObjectCommand({ ...object, Body: 'a' }))
    const error = await failure(put())
    const { $metadata } = await put()
    expect([error.status, $metadata.status]).toEqual([500, 200])
  })

  it('is of its own', async () => {
    const [one, two] = [await createStage(), await createStage()]
    await one.createBucket('photos')
    await two.createBucket('photos')
    await one.client().send(new PutObjectCommand({ ...object, Body: 'one' }))
    const error = await failure(two.client().send(new GetObjectCommand(object)))
    expect(error.code).toBe('NoSuchKey')
  })

  it('plays any answer', async () => {
    const stage = await createStage()
    const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Length': '9' }
    await stage.play({ write: httpText(200, headers, 'short'), end: 'close' })
    const client = new OosClient({ endpoint: stage.rawUrl, maxAttempts: 1 })
    const { Body } = await client.send(new GetObjectCommand(object))
    await expect(Body.text()).rejects.toBeInstanceOf(Error)
    expect(await stage.played()).toMatchObject([{ method: 'GET', target: '/photos/a.txt' }])
  })
})
