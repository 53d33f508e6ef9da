import { setupWorker } from 'msw/browser'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator } from '../src/index.js'
import { handlers } from '../src/msw.js'

const endpoint = 'http://oos.example'
const emulator = createEmulator()
const worker = setupWorker(...handlers(emulator, endpoint))

beforeAll(async () => {
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass' })
})

beforeEach(() => {
  emulator.reset()
  // Open to everybody, so that nothing has to be signed here.
  emulator.commit({
    type: 'createBucket',
    bucket: {
      name: 'bucket',
      owner: { id: 'owner', displayName: '' },
      created: 0,
      acl: 'public-read-write',
      metadataLocation: 'ZhengZhou',
      dataLocation: { type: 'Local', locations: [], scheduleStrategy: 'Allowed' },
    },
  })
})

afterAll(() => {
  worker.stop()
})

describe('handlers in a page', () => {
  it('store what fetch sends, and give it back', async () => {
    const body = '0123456789'.repeat(100_000)
    const put = await fetch(`${endpoint}/bucket/key`, { method: 'PUT', body })
    const got = await (await fetch(`${endpoint}/bucket/key`)).text()
    expect([put.status, got === body]).toEqual([200, true])
  })

  it('store what XMLHttpRequest sends', async () => {
    const request = new XMLHttpRequest()
    const loaded = new Promise((resolve) => {
      request.onload = resolve
    })
    request.open('PUT', `${endpoint}/bucket/key`)
    request.send('content')
    await loaded
    expect(request.status).toBe(200)
    expect(await (await fetch(`${endpoint}/bucket/key`)).text()).toBe('content')
  })

  it('find a bucket in the host', async () => {
    await fetch('http://bucket.oos.example/key', { method: 'PUT', body: 'content' })
    expect(emulator.requests.at(-1)).toMatchObject({ bucket: 'bucket', key: 'key', status: 200 })
  })

  it('turn a dropped connection into a network error', async () => {
    emulator.faults.on({}).drop()
    await expect(fetch(`${endpoint}/bucket/key`)).rejects.toBeInstanceOf(TypeError)
  })
})
