import { GetObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { createPostPolicy, presign } from '@oos-js/core'
import { postForm } from '@oos-js/web'
import { equal, rejection } from './assert.mjs'

const object = { Bucket: 'photos', Key: '中文/a b+.txt' }

export const links = {
  async 'makes links that upload and download without a key'({ open }) {
    const stage = await open()
    const client = stage.client()
    const ContentType = 'text/x'
    const put = await presign(client, new PutObjectCommand({ ...object, Body: '', ContentType }))
    const sent = await fetch(put.url, { method: put.method, headers: put.headers, body: 'Hi' })
    equal(sent.status, 200)
    await sent.text()
    const get = await presign(
      client,
      new GetObjectCommand({ ...object, ResponseContentType: 'text/y; charset=utf-8' }),
    )
    const got = await fetch(get.url)
    equal([got.status, got.headers.get('content-type')], [200, 'text/y; charset=utf-8'])
    equal(await got.text(), 'Hi')
  },

  async 'makes links that end'({ open }) {
    const stage = await open({ skew: 3_600_000 })
    const { url } = await presign(stage.client({ clock: Date }), new GetObjectCommand(object))
    const response = await fetch(url)
    equal(response.status, 403)
    await response.text()
  },

  async 'makes forms that upload a file, no larger than allowed'({ open }) {
    const stage = await open()
    const policy = await createPostPolicy(stage.client(), {
      bucket: 'photos',
      keyPrefix: 'inbox/',
      contentType: 'image/*',
      maxBytes: 1000,
    })
    const fileOf = (size) => new File([new Uint8Array(size)], '猫.png', { type: 'image/png' })
    const { Key } = await postForm(fileOf(1000), policy)
    equal(Key, 'inbox/猫.png')
    equal((await stage.stored(Key)).size, 1000)
    const error = await rejection(postForm(fileOf(1001), policy))
    equal(error.code, 'EntityTooLarge')
  },
}
