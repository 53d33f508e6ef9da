import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultAccount, type Emulator } from '../src/index.js'
import { openFolder, type FolderStorage } from '../src/node.js'
import {
  act,
  answerOf,
  createBucket,
  emulatorAt,
  get,
  handWith,
  now,
  other,
  put,
  putDocument,
  remove,
  send,
  sendRaw,
  signed,
  values,
} from './client.js'

let folder: string
let storage: FolderStorage
let emulator: Emulator

const journal = (): string => join(folder, 'journal.jsonl')
const bodies = async (): Promise<string[]> => (await readdir(join(folder, 'bodies'))).sort()

async function open(): Promise<void> {
  storage = await openFolder(folder)
  emulator = emulatorAt(now, { storage })
}

async function openAgain(): Promise<void> {
  await storage.close()
  await open()
}

async function begin(key: string): Promise<string> {
  const answer = await send(emulator, { method: 'POST', target: `/bucket/${key}?uploads` })
  return values(answer.text, 'UploadId')[0] ?? ''
}

function complete(key: string, id: string, etags: readonly string[]): Promise<{ status: number }> {
  const parts = etags.map((etag, index) => {
    return `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`
  })
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
  return send(emulator, { method: 'POST', target: `/bucket/${key}?uploadId=${id}`, body })
}

async function putPart(key: string, id: string, part: number, body: string): Promise<string> {
  const { headers } = await put(emulator, `/bucket/${key}?partNumber=${part}&uploadId=${id}`, body)
  return headers.get('etag') ?? ''
}

function copy(from: string, to: string): Promise<{ status: number }> {
  // Replacing the metadata, or an object could not be copied onto itself.
  const headers = [
    ['x-amz-copy-source', from],
    ['x-amz-metadata-directive', 'REPLACE'],
  ] as const
  return send(emulator, { method: 'PUT', target: to, headers })
}

const formHead = [
  '--b',
  'Content-Disposition: form-data; name="key"',
  '',
  'a',
  '--b',
  'Content-Disposition: form-data; name="file"; filename="a"',
  '',
  // Longer than what the reader holds back, since the end of the file may begin in it.
  'x'.repeat(1000),
]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  await open()
  await createBucket(emulator, 'bucket', 'public-read')
})

afterEach(async () => {
  await storage.close().catch(() => undefined)
  await rm(folder, { recursive: true })
})

describe('a folder that is opened again', () => {
  it('has buckets with all their settings', async () => {
    const rules =
      '<LifecycleConfiguration><Rule><Prefix>a</Prefix><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>'
    const trigger =
      '<TriggerConfiguration><Trigger><TriggerName>t</TriggerName><IsDefault>true</IsDefault></Trigger></TriggerConfiguration>'
    const logging =
      '<BucketLoggingStatus><LoggingEnabled><TargetBucket>bucket</TargetBucket></LoggingEnabled></BucketLoggingStatus>'
    const before = [
      await putDocument(emulator, '/bucket/?lifecycle', rules),
      await put(emulator, '/bucket/?trigger', trigger),
      await put(emulator, '/bucket/?logging', logging),
    ]
    const bucket = emulator.buckets.get('bucket')
    await openAgain()
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(emulator.buckets.get('bucket')).toEqual(bucket)
  })

  it('has forgotten what was taken away', async () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}'
    emulator.commit({ type: 'set', bucket: 'bucket', settings: { policy } })
    await send(emulator, { method: 'DELETE', target: '/bucket/?policy' })
    await put(emulator, '/bucket/a', 'a')
    await remove(emulator, '/bucket/a')
    await createBucket(emulator, 'other')
    await remove(emulator, '/other')
    await openAgain()
    expect(emulator.buckets.keys()).toEqual(['bucket'])
    expect(emulator.buckets.get('bucket')?.settings).toEqual({ triggers: new Map() })
    expect(emulator.buckets.get('bucket')?.objects.size).toBe(0)
  })

  it('has objects with their metadata, and empty ones', async () => {
    const headers = [['x-amz-meta-a', 'b']] as const
    await send(emulator, { method: 'PUT', target: '/bucket/a', headers, body: 'text' })
    await put(emulator, '/bucket/empty')
    const before = await get(emulator, '/bucket/a')
    await openAgain()
    const after = await get(emulator, '/bucket/a')
    for (const answer of [before, after]) answer.headers.delete('x-amz-request-id')
    expect([after.text, [...after.headers]]).toEqual([before.text, [...before.headers]])
    expect(after.headers.get('x-amz-meta-a')).toBe('b')
    expect((await get(emulator, '/bucket/empty')).bytes).toHaveLength(0)
  })

  it('has unfinished uploads, which can be completed', async () => {
    const id = await begin('key')
    const etag = await putPart('key', id, 1, 'part')
    await openAgain()
    expect((await complete('key', id, [etag])).status).toBe(200)
    expect((await get(emulator, '/bucket/key')).text).toBe('part')
  })

  it('gives uploads ids that no unfinished one has', async () => {
    const first = await begin('key')
    await openAgain()
    expect(await begin('key')).not.toBe(first)
  })

  it('has the keys that were made, changed and deleted', async () => {
    const created = await act(emulator, { Action: 'CreateAccessKey' })
    const accessKeyId = values(created.text, 'AccessKeyId')[0] ?? ''
    const secretAccessKey = values(created.text, 'SecretAccessKey')[0] ?? ''
    const update = { Action: 'UpdateAccessKey', AccessKeyId: accessKeyId, Status: 'Active' }
    await act(emulator, { ...update, IsPrimary: 'true' })
    const account = { accessKeyId, secretAccessKey }
    const { accessKeyId: first } = defaultAccount
    await act(emulator, { Action: 'DeleteAccessKey', AccessKeyId: first }, { account })
    await openAgain()
    expect(emulator.keys.has(first)).toBe(false)
    expect((await send(emulator, { method: 'GET', target: '/bucket/', account })).status).toBe(200)
  })

  it('lists the buckets of each owner, by name', async () => {
    for (const name of ['zoo', 'animals']) await createBucket(emulator, name)
    await send(emulator, { method: 'PUT', target: '/others/', account: other })
    await openAgain()
    const own = await get(emulator, '/')
    const others = await send(emulator, { method: 'GET', target: '/', account: other })
    const names = [own, others].map(({ text }) => values(text, 'Name'))
    expect(names).toEqual([['animals', 'bucket', 'zoo'], ['others']])
  })

  it('is empty after a reset', async () => {
    await put(emulator, '/bucket/a', 'a')
    emulator.reset()
    await openAgain()
    expect([emulator.buckets.size, await bodies()]).toEqual([0, []])
  })

  it('takes no more space than what it holds', async () => {
    await put(emulator, '/bucket/a', 'first')
    await openAgain()
    const { size } = await stat(journal())
    for (let count = 0; count < 10; count += 1) await put(emulator, '/bucket/a', 'first')
    await openAgain()
    expect((await stat(journal())).size).toBe(size)
  })
})

describe('a folder', () => {
  it('is for its owner only, since secrets are in it', async () => {
    await put(emulator, '/bucket/a', 'a')
    const files = [journal(), join(folder, 'bodies', (await bodies())[0] ?? '')]
    const modes = await Promise.all(files.map(async (file) => (await stat(file)).mode & 0o777))
    expect(modes).toEqual([0o600, 0o600])
  })

  it('is refused while another emulator uses it', async () => {
    await expect(openFolder(folder)).rejects.toThrow(/in use by another emulator, the process \d+/)
  })

  it('can be opened after the lock of a process that was killed', async () => {
    await storage.close()
    await writeFile(join(folder, 'lock-0'), '{"port":1,"pid":1}')
    await open()
    expect((await readdir(folder)).includes('lock-0')).toBe(false)
  })

  it('is refused if it holds other things', async () => {
    await storage.close()
    await rm(journal())
    await writeFile(join(folder, 'thesis.txt'), 'text')
    await expect(openFolder(folder)).rejects.toThrow(/holds other things/)
    expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('text')
  })

  it('is refused if its journal is gone but not its bodies', async () => {
    await put(emulator, '/bucket/a', 'a')
    await storage.close()
    await rm(journal())
    await expect(openFolder(folder)).rejects.toThrow(/no journal\.jsonl/)
    expect(await bodies()).toHaveLength(1)
  })

  it('is refused if a newer emulator wrote it', async () => {
    await storage.close()
    const text = await readFile(journal(), 'utf8')
    await writeFile(journal(), text.replace('"version":1', '"version":2'))
    await expect(openFolder(folder)).rejects.toThrow(/format 2 of a newer emulator/)
  })

  it('comes back without the last line if that was being written', async () => {
    await put(emulator, '/bucket/a', 'a')
    await storage.close()
    await appendFile(journal(), '{"type":"deleteObject","bucket":"bucket","key":"a"}')
    await open()
    expect((await get(emulator, '/bucket/a')).text).toBe('a')
  })

  it('is refused if an earlier line is damaged, and named', async () => {
    await put(emulator, '/bucket/a', 'a')
    await storage.close()
    const lines = (await readFile(journal(), 'utf8')).split('\n')
    lines[2] = lines[2]?.slice(1) ?? ''
    await writeFile(journal(), lines.join('\n'))
    await expect(openFolder(folder)).rejects.toThrow(/Line 3 of .*journal\.jsonl is damaged/)
  })

  it('is refused if a line makes no sense', async () => {
    await storage.close()
    await appendFile(journal(), '{"type":"deleteObject","bucket":"other","key":"a"}\n')
    await expect(openFolder(folder)).rejects.toThrow(/damaged: There is no bucket other/)
  })

  it('is refused if a body is missing', async () => {
    await put(emulator, '/bucket/a', 'a')
    await storage.close()
    await rm(join(folder, 'bodies'), { recursive: true })
    await expect(openFolder(folder)).rejects.toThrow(/is missing, though an object needs it/)
  })

  it('can be opened again after a refusal', async () => {
    await storage.close()
    await appendFile(journal(), 'no JSON\n')
    await expect(openFolder(folder)).rejects.toThrow(/damaged/)
    expect((await readdir(folder)).sort()).toEqual(['bodies', 'journal.jsonl'])
  })

  it('stores nothing more once it is closed', async () => {
    await storage.close()
    await expect(put(emulator, '/bucket/a', 'a')).rejects.toThrow(/is closed/)
    expect(emulator.buckets.get('bucket')?.objects.has('a')).toBe(false)
  })
})

describe('the files of bodies', () => {
  it('go with the objects that are deleted or replaced', async () => {
    await put(emulator, '/bucket/a', 'first')
    await put(emulator, '/bucket/b', 'first')
    const [...before] = await bodies()
    await put(emulator, '/bucket/a', 'second')
    await remove(emulator, '/bucket/b')
    await expect.poll(bodies).toHaveLength(1)
    expect(before).not.toContain((await bodies())[0])
  })

  it('stay as long as a copy needs them', async () => {
    await put(emulator, '/bucket/a', 'text')
    await copy('/bucket/a', '/bucket/b')
    await remove(emulator, '/bucket/a')
    expect((await get(emulator, '/bucket/b')).text).toBe('text')
    await remove(emulator, '/bucket/b')
    await expect.poll(bodies).toEqual([])
  })

  it('stay when an object is copied onto itself', async () => {
    await put(emulator, '/bucket/a', 'text')
    await copy('/bucket/a', '/bucket/a')
    await openAgain()
    expect((await get(emulator, '/bucket/a')).text).toBe('text')
  })

  it('are not copied when an upload is completed, and parts that were left out go', async () => {
    const id = await begin('key')
    const etags = [
      await putPart('key', id, 1, 'x'.repeat(5 * 1024 * 1024)),
      await putPart('key', id, 2, 'end'),
    ]
    const before = await bodies()
    await putPart('key', id, 3, 'left out')
    await complete('key', id, etags)
    await expect.poll(bodies).toEqual(before)
    const headers = [['range', 'bytes=5242878-5242882']] as const
    expect((await get(emulator, '/bucket/key', headers)).text).toBe('xxend')
  })

  it('go with an upload that is aborted, and with the bucket', async () => {
    const id = await begin('a')
    await putPart('a', id, 1, 'part')
    await putPart('b', await begin('b'), 1, 'part')
    await remove(emulator, `/bucket/a?uploadId=${id}`)
    await expect.poll(bodies).toHaveLength(1)
    await remove(emulator, '/bucket')
    await expect.poll(bodies).toEqual([])
  })

  it('go when a body is refused after it came in', async () => {
    const headers = [['content-md5', 'AAAAAAAAAAAAAAAAAAAAAA==']] as const
    const answer = await send(emulator, { method: 'PUT', target: '/bucket/a', headers, body: 'a' })
    expect([answer.status, await bodies()]).toEqual([400, []])
  })

  it('go when the bucket has gone before the body was there', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const headers = signed({ method: 'PUT', target: '/bucket/a' })
    const init = { method: 'PUT', headers, body: readable, duplex: 'half' } as const
    const answer = emulator.handle(new Request('http://localhost/bucket/a', init))
    const writer = writable.getWriter()
    await writer.write(new Uint8Array(1))
    await expect.poll(bodies).toHaveLength(1)
    await remove(emulator, '/bucket')
    await writer.close()
    expect((await answer).status).toBe(404)
    await expect.poll(bodies).toEqual([])
  })

  it('stay until those who read them are done', async () => {
    const body = 'x'.repeat(1024 * 1024)
    await put(emulator, '/bucket/a', body)
    const reading = await sendRaw(emulator, { method: 'GET', target: '/bucket/a' })
    await remove(emulator, '/bucket/a')
    expect(await bodies()).toHaveLength(1)
    expect((await answerOf(reading)).text).toBe(body)
    await expect.poll(bodies).toEqual([])
  })

  it('go when nobody reads on', async () => {
    await put(emulator, '/bucket/a', 'x'.repeat(1024 * 1024))
    const reading = await sendRaw(emulator, { method: 'GET', target: '/bucket/a' })
    await remove(emulator, '/bucket/a')
    await reading.body?.cancel()
    await expect.poll(bodies).toEqual([])
  })

  it.each([
    ['PUT', '/bucket/a', []],
    ['POST', '/bucket/', formHead],
  ] as const)('go when the client goes while it uploads by %s', async (method, target, more) => {
    await createBucket(emulator, 'bucket', 'public-read-write')
    const client = new AbortController()
    const cancelled = new Promise((resolve) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode([...more, 'content'].join('\r\n')))
        },
        cancel: resolve,
      })
      const type = 'multipart/form-data; boundary=b'
      const init = { method, headers: { 'content-type': type }, body, signal: client.signal }
      const request = new Request(`http://localhost${target}`, {
        ...init,
        duplex: 'half',
      } as object)
      emulator.handle(request).catch(() => undefined)
    })
    await expect.poll(bodies).toHaveLength(1)
    client.abort(new Error('gone'))
    await cancelled
    await expect.poll(bodies).toEqual([])
  })

  it('go when the client goes before it is answered', async () => {
    let start = (): void => undefined
    const waiting = new Promise<void>((resolve) => {
      start = resolve
    })
    await storage.close()
    storage = await openFolder(folder)
    emulator = emulatorAt(now, { storage, timer: { sleep: () => waiting } })
    await put(emulator, '/bucket/a', 'a')
    emulator.faults.on({ operation: 'GetObject' }).delay(1)
    const client = new AbortController()
    const plain = { method: 'GET', target: '/bucket/a' }
    const answer = handWith(emulator, plain, signed(plain), client.signal)
    await expect.poll(() => emulator.requests.at(-1)?.operation).toBe('GetObject')
    client.abort(new Error('gone'))
    await expect(answer).rejects.toThrow('gone')
    start()
    // A request later the late answer has come as well.
    await get(emulator, '/bucket/a')
    await remove(emulator, '/bucket/a')
    await expect.poll(bodies).toEqual([])
  })

  it('are deleted at the start if nothing needs them', async () => {
    await put(emulator, '/bucket/a', 'a')
    const before = await bodies()
    await writeFile(join(folder, 'bodies', 'orphan'), 'half of a body')
    await openAgain()
    expect(await bodies()).toEqual(before)
  })
})
