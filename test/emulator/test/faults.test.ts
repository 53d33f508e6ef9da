import { beforeEach, describe, expect, it } from 'vitest'
import { ConnectionDropped, type Emulator } from '../src/index.js'
import {
  answerOf,
  code,
  createBucket,
  emulatorAt,
  get,
  put,
  send,
  sendRaw,
  type Plain,
} from './client.js'

const read: Plain = { method: 'GET', target: '/bucket/key' }
let emulator: Emulator
let waited: number[]
let wake: () => void

beforeEach(async () => {
  waited = []
  const sleep = (milliseconds: number): Promise<void> => {
    waited.push(milliseconds)
    return new Promise((resolve) => {
      wake = resolve
    })
  }
  emulator = emulatorAt(undefined, { timer: { sleep } })
  await createBucket(emulator, 'bucket')
  await put(emulator, '/bucket/key', '0123456789')
})

describe('a fault', () => {
  it('answers once with an error of the service', async () => {
    emulator.faults.on({ operation: 'GetObject' }).fail('InternalError')
    const answers = [await send(emulator, read), await send(emulator, read)]
    expect(answers.map(({ status }) => status)).toEqual([500, 200])
  })

  it('answers as often as told', async () => {
    emulator.faults.on({}).fail('InternalError').times(2)
    const answers = [
      await send(emulator, read),
      await send(emulator, read),
      await send(emulator, read),
    ]
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 200])
  })

  it('sends Retry-After with SlowDown', async () => {
    emulator.faults.on({}).fail('SlowDown')
    expect((await send(emulator, read)).headers.get('retry-after')).toBe('90')
  })

  it('takes another status and other headers', async () => {
    emulator.faults.on({}).fail('InternalError', { status: 200, headers: { 'retry-after': '1' } })
    const answer = await send(emulator, read)
    expect([answer.status, code(answer), answer.headers.get('retry-after')]).toEqual([
      200,
      'InternalError',
      '1',
    ])
  })

  it.each([
    [{ operation: 'PutObject' }],
    [{ bucket: 'other' }],
    [{ key: 'other' }],
    [{ part: 1 }],
    [{ operation: 'GetObject', key: 'other' }],
  ])('for %j does not touch GET Object', async (match) => {
    emulator.faults.on(match).fail('InternalError')
    expect((await send(emulator, read)).status).toBe(200)
  })

  it('is for one part of an upload', async () => {
    emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('InternalError')
    const answers = [
      await put(emulator, '/bucket/key?partNumber=2&uploadId=1'),
      await put(emulator, '/bucket/key?partNumber=3&uploadId=1'),
    ]
    expect(answers.map(code)).toEqual(['NoSuchUpload', 'InternalError'])
  })

  it('gives way to the first that matches', async () => {
    emulator.faults.on({ key: 'key' }).fail('SlowDown')
    emulator.faults.on({}).fail('InternalError')
    expect([code(await send(emulator, read)), code(await send(emulator, read))]).toEqual([
      'SlowDown',
      'InternalError',
    ])
  })

  it('does not come before the signature is checked', async () => {
    emulator.faults.on({}).fail('InternalError')
    const account = { accessKeyId: 'NOBODY', secretAccessKey: '' }
    expect(code(await send(emulator, { ...read, account }))).toBe('InvalidAccessKeyId')
  })

  it('drops the connection', async () => {
    emulator.faults.on({}).drop()
    await expect(sendRaw(emulator, read)).rejects.toBeInstanceOf(ConnectionDropped)
  })

  it('that drops the connection leaves a status of 0', async () => {
    emulator.faults.on({}).drop()
    await sendRaw(emulator, read).catch(() => undefined)
    expect(emulator.requests.at(-1)?.status).toBe(0)
  })

  it('answers with exactly what the test has made', async () => {
    emulator.faults.on({}).respond(() => new Response('<html>', { status: 502 }))
    const answer = await send(emulator, read)
    expect([answer.status, answer.text, answer.headers.get('server')]).toEqual([
      502,
      '<html>',
      null,
    ])
  })

  it('waits on the timer it was given', async () => {
    emulator.faults.on({ operation: 'GetObject' }).delay(5000)
    const answer = send(emulator, read)
    await expect.poll(() => waited).toEqual([5000])
    wake()
    expect((await answer).status).toBe(200)
  })

  it('waits before it fails', async () => {
    emulator.faults.on({ operation: 'GetObject' }).delay(5000).fail('InternalError')
    const answer = send(emulator, read)
    await expect.poll(() => waited).toEqual([5000])
    wake()
    expect((await answer).status).toBe(500)
  })

  it('cuts a body off and says the whole length', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    const response = await sendRaw(emulator, read)
    expect(response.headers.get('content-length')).toBe('10')
  })

  it('lets the first bytes through before it cuts', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    const response = await sendRaw(emulator, read)
    const { value } = await (response.body as ReadableStream<Uint8Array>).getReader().read()
    expect(new TextDecoder().decode(value)).toBe('0123')
  })

  it('ends a body that was cut with an error', async () => {
    emulator.faults.on({ operation: 'GetObject' }).truncate(4)
    await expect(answerOf(await sendRaw(emulator, read))).rejects.toBeInstanceOf(TypeError)
  })

  it('can be taken back', async () => {
    emulator.faults.on({}).fail('InternalError')
    emulator.faults.clear()
    expect((await get(emulator, '/bucket/key')).status).toBe(200)
  })
})
