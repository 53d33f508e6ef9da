import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { failure } from '../support/failure.ts'

const Bucket = 'get-object-options'
const place = { Bucket, Key: 'k' }
const client = new OosClient({ endpoint: inject('endpoint'), credentials: inject('user') })
let ETag = ''

beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket }))
  ETag = (await client.send(new PutObjectCommand({ ...place, Body: 'abc' }))).ETag ?? ''
})

describe('GetObjectCommand', () => {
  it('asks for other headers in the answer, signed as RGW does it', async () => {
    const get = new GetObjectCommand({
      ...place,
      ResponseContentType: 'text/x; a="+ %&"',
      ResponseExpires: new Date(0),
    })
    expect(await client.send(get)).toMatchObject({
      ContentType: 'text/x; a="+ %&"',
      Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
    })
  })

  it('rejects for an object that is another than expected', async () => {
    const get = new GetObjectCommand({ ...place, IfMatch: '"0"' })
    expect(await failure(client.send(get))).toMatchObject({
      code: 'PreconditionFailed',
      status: 412,
    })
  })

  it('rejects for an object that is not modified', async () => {
    const get = new GetObjectCommand({ ...place, IfNoneMatch: ETag })
    expect(await failure(client.send(get))).toMatchObject({ code: 'NotModified', status: 304 })
  })
})
