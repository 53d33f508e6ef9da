import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  documentOf,
  emulatorAt,
  get,
  other,
  put,
  remove,
  send,
} from './client.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

describe('the website', () => {
  const target = '/bucket/?website'
  const document =
    '<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>' +
    '<ErrorDocument><Key>a&amp;b.html</Key></ErrorDocument></WebsiteConfiguration>'

  it('comes back as it was put', async () => {
    expect((await put(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it('needs no error document', async () => {
    const short = document.replace(/<ErrorDocument>.*<\/ErrorDocument>/, '')
    await put(emulator, target, short)
    expect(documentOf(await get(emulator, target))).toBe(short)
  })

  it.each([
    document.replace('index.html', ''),
    document.replace('a&amp;b.html', ''),
    '<WebsiteConfiguration/>',
    '<Website/>',
    'index.html',
  ])('is refused as %s', async (body) => {
    expect(code(await put(emulator, target, body))).toBe('MalformedXML')
  })

  it('can be deleted, with 200 even if there is none', async () => {
    await put(emulator, target, document)
    const answers = [await remove(emulator, target), await remove(emulator, target)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const answer = await get(emulator, target)
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchWebsiteConfiguration'])
  })
})

describe('logging', () => {
  const target = '/bucket/?logging'
  const document =
    '<BucketLoggingStatus><LoggingEnabled><TargetBucket>bucket</TargetBucket>' +
    '<TargetPrefix> log</TargetPrefix><TriggerTargetBucket>elsewhere</TriggerTargetBucket>' +
    '<TriggerTargetPrefix/><TriggerSourceBucket>bucket</TriggerSourceBucket>' +
    '<TriggerSourcePrefix>source</TriggerSourcePrefix></LoggingEnabled></BucketLoggingStatus>'

  it('comes back as it was put, with the members for triggers', async () => {
    expect((await put(emulator, target, document)).status).toBe(200)
    expect(documentOf(await get(emulator, target))).toBe(document)
  })

  it('is off at first and after an empty root', async () => {
    const first = documentOf(await get(emulator, target))
    await put(emulator, target, document)
    await put(emulator, target, '<BucketLoggingStatus xmlns="urn:x"/>')
    expect([first, documentOf(await get(emulator, target))]).toEqual([
      '<BucketLoggingStatus/>',
      '<BucketLoggingStatus/>',
    ])
  })

  it('goes to a bucket of one’s own only', async () => {
    await send(emulator, { method: 'PUT', target: '/foreign/', account: other })
    const bodies = ['nowhere', 'foreign'].map((name) => {
      return document.replace('>bucket</TargetBucket>', `>${name}</TargetBucket>`)
    })
    const answers = [await put(emulator, target, bodies[0]), await put(emulator, target, bodies[1])]
    expect(answers.map(code)).toEqual([
      'InvalidTargetBucketForLogging',
      'InvalidTargetBucketForLogging',
    ])
  })
})
