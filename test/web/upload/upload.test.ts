import { isOosError, type TransportInit } from '@oos-js/core'
import { Upload, type UploadOptions } from '@oos-js/web'
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { changedFile } from '../../support/changed-file.ts'
import { deferred } from '../../support/deferred.ts'
import { failure } from '../../support/failure.ts'
import { Bucket } from '../../support/seed.ts'
import { operations } from '../../support/sent.ts'
import { contentOf, stored } from '../../support/stored.ts'
import { fileOf, mebibyte, partOf, progressOf, setStage } from '../../support/upload.ts'

const small = fileOf(1000)
const large = fileOf(12 * mebibyte)
const reason = new Error('enough')

async function md5(blob: Blob, encoding: 'hex' | 'base64' = 'hex'): Promise<string> {
  return createHash('md5')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest(encoding)
}

/** A stage on which the requests for one part hang until they are aborted. */
async function stageThatHangs(part: number) {
  const started = deferred<TransportInit>()
  const stage = await setStage((send) => (url, init) => {
    const answer = send(url, init)
    if (partOf(url) === `${part}`) started.resolve(init)
    return answer
  })
  stage.emulator.faults.on({ operation: 'UploadPart', part }).delay(1)
  return { ...stage, started: started.promise }
}

/** A stage on which one operation, told by its method, waits to be let through. */
async function stageThatHolds(isHeld: (url: string, init: TransportInit) => boolean) {
  const reached = deferred<TransportInit>()
  const gate = deferred()
  const stage = await setStage((send) => async (url, init) => {
    if (isHeld(url, init)) {
      reached.resolve(init)
      await gate.promise
    }
    return send(url, init)
  })
  return { ...stage, reached: reached.promise, letThrough: () => gate.resolve() }
}

/** Waits between attempts are random up to a limit: here they are the shortest there can be. */
function retryAtOnce(): void {
  vi.spyOn(Math, 'random').mockReturnValue(0)
}

const isComplete = (url: string, { method }: TransportInit): boolean =>
  method === 'POST' && url.includes('uploadId=')
const isCreate = (url: string): boolean => url.endsWith('?uploads')

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a file that is not larger than a part', () => {
  it.each([
    ['no bytes', 0, {}],
    ['a few', 1000, {}],
    ['as many as a part has', 5 * mebibyte, {}],
    ['as many as a part shall have', 6 * mebibyte, { partSize: 6 * mebibyte }],
  ])('is sent at once: %s', async (_, size, options) => {
    const { emulator, upload, sent } = await setStage()
    const source = fileOf(size)
    const { $metadata, ...output } = await upload(source, options).done()
    expect(operations(emulator)).toEqual(['CreateBucket', 'PutObject'])
    expect(sent('PutObject')[0]?.bodyLength).toBe(size)
    expect(output).toEqual({ Bucket, Key: 'film', ETag: `"${await md5(source)}"` })
    expect($metadata.status).toBe(200)
    expect(await md5(contentOf(stored(emulator, Bucket, 'film')))).toBe(await md5(source))
  })

  it('is sent with its MD5', async () => {
    const { upload, sent } = await setStage()
    await upload(small).done()
    expect(sent('PutObject')[0]?.headers['content-md5']).toBe(await md5(small, 'base64'))
  })

  it('is sent without its MD5 if that is not wanted', async () => {
    const { upload, sent } = await setStage()
    await upload(small, { md5: false }).done()
    expect(sent('PutObject')[0]?.headers).not.toHaveProperty('content-md5')
  })

  it('Req 3c: needs no ETag that can be seen', async () => {
    const { upload } = await setStage((send) => async (url, init) => {
      await send(url, init)
      return new Response()
    })
    expect((await upload(small).done()).ETag).toBeUndefined()
  })

  it('has no upload id', async () => {
    const { upload } = await setStage()
    const task = upload(small)
    await task.done()
    expect(task.uploadId).toBeUndefined()
  })
})

describe('a file that is larger than a part', () => {
  it('is sent in parts', async () => {
    const { emulator, upload, sent } = await setStage()
    const { $metadata, ...output } = await upload(large).done()
    expect(operations(emulator).sort()).toEqual([
      'CompleteMultipartUpload',
      'CreateBucket',
      'CreateMultipartUpload',
      'ListParts',
      'ListParts',
      'UploadPart',
      'UploadPart',
      'UploadPart',
    ])
    const parts = sent('UploadPart').map(({ query, bodyLength }) => [
      query['partNumber'],
      bodyLength,
    ])
    expect(parts.sort()).toEqual([
      ['1', 5 * mebibyte],
      ['2', 5 * mebibyte],
      ['3', 2 * mebibyte],
    ])
    expect(output).toEqual({
      Bucket,
      Key: 'film',
      ETag: expect.stringMatching(/-3"$/),
      Location: expect.stringMatching(/film$/),
    })
    expect($metadata.status).toBe(200)
    expect(await md5(contentOf(stored(emulator, Bucket, 'film')))).toBe(await md5(large))
    expect(emulator.uploads.size).toBe(0)
  })

  it('is sent in two parts if it is larger by a byte', async () => {
    const { upload, sent } = await setStage()
    await upload(fileOf(5 * mebibyte + 1)).done()
    const sizes = sent('UploadPart').map(({ bodyLength }) => bodyLength)
    expect(sizes.sort((a, b) => b - a)).toEqual([5 * mebibyte, 1])
  })

  it('is sent in parts of the size that is asked for', async () => {
    const { upload, sent } = await setStage()
    await upload(large, { partSize: 8 * mebibyte }).done()
    const sizes = sent('UploadPart').map(({ bodyLength }) => bodyLength)
    expect(sizes.sort((a, b) => b - a)).toEqual([8 * mebibyte, 4 * mebibyte])
  })

  it('is put together in order, whichever part ends first', async () => {
    const first = deferred()
    const { emulator, upload } = await setStage((send) => async (url, init) => {
      if (partOf(url) === '1') await first.promise
      const response = await send(url, init)
      if (partOf(url) === '3') first.resolve()
      return response
    })
    await upload(large, { concurrency: 3 }).done()
    expect(await md5(contentOf(stored(emulator, Bucket, 'film')))).toBe(await md5(large))
  })

  it('is sent with the MD5 of each part', async () => {
    const { upload, sent } = await setStage()
    await upload(large).done()
    const found = sent('UploadPart').map(({ query, headers }) => [
      query['partNumber'],
      headers['content-md5'],
    ])
    const slice = (index: number): Blob =>
      large.slice(index * 5 * mebibyte, (index + 1) * 5 * mebibyte)
    expect(found.sort()).toEqual([
      ['1', await md5(slice(0), 'base64')],
      ['2', await md5(slice(1), 'base64')],
      ['3', await md5(slice(2), 'base64')],
    ])
  })

  it('is sent without any MD5 if that is not wanted', async () => {
    const { upload, sent } = await setStage()
    await upload(large, { md5: false }).done()
    const found = sent('UploadPart').filter(({ headers }) => 'content-md5' in headers)
    expect(found).toEqual([])
  })

  it('Req 16: is never read as a whole', async () => {
    const { upload } = await setStage()
    const source = fileOf(6 * mebibyte)
    const reads = (['arrayBuffer', 'stream', 'text'] as const).map((name) => vi.spyOn(source, name))
    await upload(source).done()
    expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0])
  })

  it('has an upload id once it is begun', async () => {
    const { emulator, upload } = await setStage()
    emulator.faults.on({ operation: 'UploadPart' }).fail('AccessDenied').times(Infinity)
    const task = upload(large, { md5: false })
    expect(task.uploadId).toBeUndefined()
    await failure(task.done())
    expect(task.uploadId).toBe([...emulator.uploads.keys()][0])
  })

  it.each([
    ['4 unless told otherwise', {}, 4],
    ['1', { concurrency: 1 }, 1],
    ['2', { concurrency: 2 }, 2],
  ])('has so many parts under way at once: %s', async (_, options, expected) => {
    const full = deferred()
    let inFlight = 0
    let most = 0
    const { upload } = await setStage((send) => async (url, init) => {
      if (partOf(url) === undefined) return send(url, init)
      most = Math.max(most, ++inFlight)
      if (inFlight === expected) full.resolve()
      // Nothing ends before the pool is full, so that a pool too wide would be seen.
      await full.promise
      const response = await send(url, init)
      inFlight--
      return response
    })
    await upload(fileOf(30 * mebibyte), { md5: false, ...options }).done()
    expect(most).toBe(expected)
  })
})

describe('what is stored with the object', () => {
  const options = {
    CacheControl: 'no-cache',
    ContentDisposition: 'inline',
    ContentEncoding: 'identity',
    ContentType: 'video/webm',
    Expires: new Date(0),
    Metadata: { Name: 'value' },
    StorageClass: 'STANDARD_IA',
  } satisfies Partial<UploadOptions>

  it.each([
    ['sent at once', small],
    ['sent in parts', large],
  ])('is what was given, for a file %s', async (_, source) => {
    const { emulator, upload } = await setStage()
    await upload(source, { md5: false, ...options }).done()
    const { headers, metadata, storageClass } = stored(emulator, Bucket, 'film')
    expect(Object.fromEntries([...headers, ...metadata])).toEqual({
      'cache-control': 'no-cache',
      'content-disposition': 'inline',
      'content-encoding': 'identity',
      'content-type': 'video/webm',
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      'x-amz-meta-name': 'value',
    })
    expect(storageClass).toBe('STANDARD_IA')
  })

  it.each([
    ['sent at once', small],
    ['sent in parts', large],
  ])('has the type of the file, for a file %s', async (_, source) => {
    const { emulator, upload } = await setStage()
    await upload(source, { md5: false }).done()
    expect(stored(emulator, Bucket, 'film').headers.get('content-type')).toBe('video/mp4')
  })

  it('has a type for a file without one', async () => {
    const { emulator, upload } = await setStage()
    await upload(new Blob(['abc'])).done()
    const { headers } = stored(emulator, Bucket, 'film')
    expect(headers.get('content-type')).toBe('application/octet-stream')
  })
})

describe('progress', () => {
  it.each([
    ['a file that is sent at once', 1000],
    ['an empty file', 0],
  ])('Req 4b: ends once with everything done, for %s', async (_, total) => {
    const { upload } = await setStage()
    const task = upload(fileOf(total))
    const events = progressOf(task)
    await task.done()
    const last = { total, loaded: total, confirmed: total, fraction: 1, phase: 'done' }
    expect(events.at(-1)).toMatchObject({ ...last, parts: { done: 1, total: 1 } })
    expect(events.filter(({ phase }) => phase === 'done')).toHaveLength(1)
  })

  it('is told for each part, and once at the end', async () => {
    const { upload } = await setStage()
    const task = upload(large, { md5: false, concurrency: 1, progressInterval: 0 })
    const events = progressOf(task)
    await task.done()
    const seen = new Set(events.map(({ confirmed, parts }) => `${parts.done}: ${confirmed}`))
    const steps = [0, 5, 10, 12].map((bytes, index) => `${index}: ${bytes * mebibyte}`)
    expect([...seen]).toEqual(steps)
    expect(events.at(-1)).toMatchObject({ fraction: 1, parts: { done: 3, total: 3 } })
  })

  it('Req 4b: never goes back and is whole only at the end, though parts fail on the way', async () => {
    retryAtOnce()
    const { emulator, upload } = await setStage((send) => send, { maxAttempts: 3 })
    emulator.faults.on({ operation: 'UploadPart', part: 1 }).fail('InternalError').times(2)
    emulator.faults.on({ operation: 'UploadPart', part: 4 }).drop()
    const task = upload(fileOf(22 * mebibyte), { md5: false })
    const events = progressOf(task)
    await task.done()
    const confirmed = events.map((event) => event.confirmed)
    expect(confirmed).toEqual([...confirmed].sort((a, b) => a - b))
    expect(events.filter((event) => event.confirmed > Number(event.total))).toEqual([])
    expect(events.map(({ fraction }) => fraction === 1)).toEqual([
      ...events.slice(1).map(() => false),
      true,
    ])
  })

  it('can be asked for at any time', async () => {
    const { upload } = await setStage()
    const task = upload(large, { md5: false })
    const zero = { total: 12 * mebibyte, confirmed: 0, fraction: 0, parts: { done: 0, total: 3 } }
    expect(task.progress).toMatchObject(zero)
    await task.done()
    expect(task.progress).toMatchObject({ confirmed: 12 * mebibyte, fraction: 1 })
  })

  it('Req 4b: is not whole for a file that was not sent', async () => {
    const { emulator, upload } = await setStage()
    emulator.faults.on({ operation: 'CompleteMultipartUpload' }).fail('AccessDenied')
    const task = upload(large, { md5: false })
    const events = progressOf(task)
    await failure(task.done())
    expect(events.filter(({ fraction = 1 }) => fraction >= 1)).toEqual([])
    expect(task.progress.fraction).toBeLessThan(1)
  })

  it('is not told to a listener that was removed, nor twice to one that wants it once', async () => {
    const { upload } = await setStage()
    const task = upload(large, { md5: false })
    const removed = vi.fn()
    const once = vi.fn()
    task.addEventListener('progress', removed)
    task.removeEventListener('progress', removed)
    task.addEventListener('progress', once, { once: true })
    await task.done()
    expect([removed.mock.calls.length, once.mock.calls.length]).toEqual([0, 1])
  })
})

describe('state', () => {
  it('tells what the upload is doing', async () => {
    const { upload, reached, letThrough } = await stageThatHolds(isComplete)
    const task = upload(large, { md5: false })
    const states = [task.state]
    const done = task.done()
    states.push(task.state)
    await reached
    states.push(task.state)
    letThrough()
    await done
    states.push(task.state)
    expect(states).toEqual(['idle', 'running', 'completing', 'done'])
  })

  it('Req 22: starts only once, however often done() is called', async () => {
    const { upload, sent } = await setStage()
    const task = upload(large, { md5: false })
    expect(await Promise.all([task.done(), task.done()])).toHaveLength(2)
    await task.done()
    expect(sent('CreateMultipartUpload')).toHaveLength(1)
  })

  it('does not start by itself', async () => {
    const { emulator, upload } = await setStage()
    upload(small)
    expect(operations(emulator)).toEqual(['CreateBucket'])
  })

  it('Req 22: is kept when a framework wraps the upload', async () => {
    const { emulator, upload } = await setStage()
    const task = new Proxy(upload(large, { md5: false }), {})
    const events = progressOf(task)
    await task.done()
    await task.abort()
    expect([task.state, task.progress.fraction, events.at(-1)?.fraction]).toEqual(['done', 1, 1])
    expect(stored(emulator, Bucket, 'film').content.size).toBe(large.size)
  })
})

describe('a part that fails', () => {
  it('is sent again by itself', async () => {
    retryAtOnce()
    const { emulator, upload, sent } = await setStage((send) => send, { maxAttempts: 3 })
    emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('InternalError').times(2)
    await upload(large, { md5: false }).done()
    const numbers = sent('UploadPart').map(({ query }) => query['partNumber'])
    expect(numbers.sort()).toEqual(['1', '2', '2', '2', '3'])
    expect(await md5(contentOf(stored(emulator, Bucket, 'film')))).toBe(await md5(large))
  })

  it('for good ends the upload with its error', async () => {
    const { emulator, upload, sent } = await setStage()
    emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied')
    const task = upload(large, { md5: false, concurrency: 1 })
    const error = await failure(task.done())
    expect(error).toMatchObject({ code: 'AccessDenied', operation: 'UploadPart', key: 'film' })
    expect([task.state, sent('UploadPart').length]).toEqual(['failed', 2])
    expect(sent('CompleteMultipartUpload')).toEqual([])
  })

  it('Req 14b: for good leaves the other parts on the service, until they are removed', async () => {
    const { emulator, upload } = await setStage()
    emulator.faults.on({ operation: 'UploadPart', part: 3 }).fail('AccessDenied')
    const task = upload(large, { md5: false, concurrency: 1 })
    await failure(task.done())
    expect([...emulator.uploads.values()].map(({ parts }) => parts.size)).toEqual([2])
    await task.abort()
    expect([emulator.uploads.size, task.state]).toEqual([0, 'aborted'])
  })

  it('for good cuts the parts under way', async () => {
    const { emulator, upload, started } = await stageThatHangs(1)
    emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied')
    const task = upload(large, { md5: false })
    expect((await failure(task.done())).code).toBe('AccessDenied')
    expect((await started).signal?.aborted).toBe(true)
  })

  it('Req 8c: is found out by its MD5 if it was damaged on the way', async () => {
    const { upload } = await setStage((send) => (url, init) => {
      const damaged = partOf(url) === '2' ? { ...init, body: new Uint8Array(5 * mebibyte) } : init
      return send(url, damaged)
    })
    expect((await failure(upload(large).done())).code).toBe('BadDigest')
  })
})

describe('a file that was changed since it was chosen', () => {
  it.each([
    ['PutObject', 1000, true],
    ['PutObject', 1000, false],
    ['UploadPart', 6 * mebibyte, true],
    ['UploadPart', 6 * mebibyte, false],
  ])(
    'F35: fails as such before %s of %i bytes, hashed before: %s',
    async (operation, size, md5) => {
      const { upload, sent } = await setStage()
      const error = await failure(upload(await changedFile(size), { md5 }).done())
      expect(error).toMatchObject({ code: 'SourceChanged', bucket: Bucket, key: 'film' })
      expect(sent(operation)).toEqual([])
    },
  )
})

describe('abort()', () => {
  it('Req 14a: cuts the requests, removes the parts, and ends done() with the reason', async () => {
    const { emulator, upload, started, sent } = await stageThatHangs(2)
    const task = upload(large, { md5: false, concurrency: 2 })
    const done = task.done()
    const { signal } = await started
    await Promise.all([expect(done).rejects.toBe(reason), task.abort(reason)])
    expect([signal?.aborted, task.state]).toEqual([true, 'aborted'])
    expect(sent('AbortMultipartUpload')).toHaveLength(1)
    expect([emulator.uploads.size, emulator.buckets.get(Bucket)?.objects.size]).toEqual([0, 0])
  })

  it('ends done() with an AbortError unless a reason is given', async () => {
    const { upload, started } = await stageThatHangs(2)
    const task = upload(large, { md5: false })
    const done = task.done()
    await started
    await Promise.all([expect(done).rejects.toHaveProperty('name', 'AbortError'), task.abort()])
  })

  it('F40, Req 14a: removes the parts only after every request has ended', async () => {
    const { upload, reached, letThrough, emulator } = await stageThatHolds(
      (url) => partOf(url) === '2',
    )
    const task = upload(large, { md5: false })
    const done = task.done()
    await reached
    const aborted = Promise.all([expect(done).rejects.toBe(reason), task.abort(reason)])
    expect(operations(emulator)).not.toContain('AbortMultipartUpload')
    letThrough()
    await aborted
    expect(operations(emulator).slice(-3)).toEqual([
      'UploadPart',
      'AbortMultipartUpload',
      'ListParts',
    ])
  })

  it('Req 14a: waits for an upload that is just being begun, and removes that', async () => {
    const { emulator, upload, reached, letThrough, sent } = await stageThatHolds(isCreate)
    const task = upload(large, { md5: false })
    const done = task.done()
    await reached
    const aborted = Promise.all([expect(done).rejects.toBe(reason), task.abort(reason)])
    letThrough()
    await aborted
    expect([sent('UploadPart').length, sent('AbortMultipartUpload').length]).toEqual([0, 1])
    expect(emulator.uploads.size).toBe(0)
  })

  it('does not wait for another attempt to begin an upload', async () => {
    const { emulator, upload, reached, letThrough, sent } = await stageThatHolds(isCreate)
    emulator.faults
      .on({ operation: 'CreateMultipartUpload' })
      .fail('SlowDown', { headers: { 'retry-after': '90' } })
    const task = upload(large, { md5: false })
    const done = task.done()
    await reached
    const aborted = Promise.all([expect(done).rejects.toBe(reason), task.abort(reason)])
    letThrough()
    await aborted
    expect(sent('CreateMultipartUpload')).toHaveLength(1)
  })

  it('cuts a file that is sent at once', async () => {
    const { upload, emulator } = await setStage()
    emulator.faults.on({ operation: 'PutObject' }).delay(1)
    const task = upload(small, { md5: false })
    const done = task.done()
    await Promise.all([expect(done).rejects.toBe(reason), task.abort(reason)])
    expect([task.state, operations(emulator).includes('AbortMultipartUpload')]).toEqual([
      'aborted',
      false,
    ])
  })

  it('before the start sends nothing, then or later', async () => {
    const { emulator, upload } = await setStage()
    const task = upload(large)
    await task.abort(reason)
    await expect(task.done()).rejects.toBe(reason)
    expect([task.state, operations(emulator)]).toEqual(['aborted', ['CreateBucket']])
  })

  it('twice removes the parts once', async () => {
    const { upload, started, sent } = await stageThatHangs(2)
    const task = upload(large, { md5: false })
    const done = task.done()
    await started
    await Promise.all([
      expect(done).rejects.toBe(reason),
      task.abort(reason),
      task.abort(new Error('again')),
    ])
    await task.abort()
    expect(sent('AbortMultipartUpload')).toHaveLength(1)
  })

  it('after the end changes nothing', async () => {
    const { emulator, upload, sent } = await setStage()
    const task = upload(large, { md5: false })
    await task.done()
    await task.abort(reason)
    expect([task.state, sent('AbortMultipartUpload')]).toEqual(['done', []])
    expect(emulator.buckets.get(Bucket)?.objects.size).toBe(1)
    expect(await task.done()).toMatchObject({ Key: 'film' })
  })

  it('is too late while the parts are put together', async () => {
    const { emulator, upload, reached, letThrough } = await stageThatHolds(isComplete)
    const task = upload(large, { md5: false })
    const done = task.done()
    await reached
    const aborted = task.abort(reason)
    letThrough()
    await aborted
    expect(await done).toMatchObject({ Key: 'film' })
    expect([task.state, emulator.buckets.get(Bucket)?.objects.size]).toEqual(['done', 1])
  })

  it('removes the parts if putting them together fails after all', async () => {
    const { emulator, upload, reached, letThrough } = await stageThatHolds(isComplete)
    emulator.faults.on({ operation: 'CompleteMultipartUpload' }).fail('InternalError')
    const task = upload(large, { md5: false })
    const done = failure(task.done())
    await reached
    const aborted = task.abort(reason)
    letThrough()
    await aborted
    expect((await done).code).toBe('InternalError')
    expect(emulator.uploads.size).toBe(0)
  })

  it('takes an upload that is gone for removed', async () => {
    const { emulator, upload } = await setStage()
    emulator.faults.on({ operation: 'UploadPart' }).fail('AccessDenied')
    emulator.faults.on({ operation: 'AbortMultipartUpload' }).fail('NoSuchUpload')
    emulator.faults.on({ operation: 'ListParts' }).fail('NoSuchUpload')
    const task = upload(large, { md5: false, concurrency: 1 })
    await failure(task.done())
    await task.abort()
    expect(task.state).toBe('aborted')
  })
})

describe('a signal', () => {
  it('aborts as abort() does', async () => {
    const { emulator, upload, started, sent } = await stageThatHangs(2)
    const controller = new AbortController()
    const task = upload(large, { md5: false, signal: controller.signal })
    const done = task.done()
    await started
    controller.abort(reason)
    await expect(done).rejects.toBe(reason)
    await task.abort()
    expect([task.state, sent('AbortMultipartUpload').length]).toEqual(['aborted', 1])
    expect(emulator.uploads.size).toBe(0)
  })

  it('that is aborted already keeps anything from being sent', async () => {
    const { emulator, upload } = await setStage()
    const task = upload(large, { signal: AbortSignal.abort(reason) })
    await expect(task.done()).rejects.toBe(reason)
    expect([task.state, operations(emulator)]).toEqual(['aborted', ['CreateBucket']])
  })

  it('that is aborted between the preparation and the start keeps anything from being sent', async () => {
    const { emulator, upload } = await setStage()
    const controller = new AbortController()
    const task = upload(large, { signal: controller.signal })
    controller.abort(reason)
    await expect(task.done()).rejects.toBe(reason)
    expect(operations(emulator)).toEqual(['CreateBucket'])
  })

  it('comes too late while the parts are put together', async () => {
    const { upload, reached, letThrough } = await stageThatHolds(isComplete)
    const controller = new AbortController()
    const task = upload(large, { md5: false, signal: controller.signal })
    const done = task.done()
    await reached
    controller.abort(reason)
    letThrough()
    expect(await done).toMatchObject({ Key: 'film' })
    expect(task.state).toBe('done')
  })

  it('is left alone after the end', async () => {
    const { upload, sent } = await setStage()
    const controller = new AbortController()
    const task = upload(large, { md5: false, signal: controller.signal })
    await task.done()
    controller.abort(reason)
    expect([task.state, sent('AbortMultipartUpload')]).toEqual(['done', []])
  })
})

describe('options that no upload can follow', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a source that is text', 'source', { source: 'abc' }],
    ['a source that is a list', 'source', { source: [1] }],
    ['no source', 'source', { source: undefined }],
    ['parts too small', 'partSize', { partSize: 5 * mebibyte - 1 }],
    ['parts of half a byte', 'partSize', { partSize: 5 * mebibyte + 0.5 }],
    ['parts of no number', 'partSize', { partSize: Number.NaN }],
    ['endless parts', 'partSize', { partSize: Infinity }],
    ['no concurrency', 'concurrency', { concurrency: 0 }],
    ['half a concurrency', 'concurrency', { concurrency: 1.5 }],
    ['endless concurrency', 'concurrency', { concurrency: Infinity }],
  ])('are refused at once: %s', async (_, member, options) => {
    const { client } = await setStage()
    const make = () => new Upload(client, { source: small, Bucket, Key: 'k', ...options })
    expect(make).toThrow(
      expect.toSatisfy(
        (error) => isOosError(error, 'InvalidInput') && error.member === member,
        'InvalidInput',
      ) as Error,
    )
  })

  it.each([
    ['Bucket', { Bucket: '' }],
    ['Key', { Key: '' }],
    ['Key', { Key: 'a/../b' }],
    ['Metadata', { Metadata: { a: '中' } }],
  ])('are refused when it starts: %s', async (member, options) => {
    const { emulator, upload } = await setStage()
    const error = await failure(upload(large, options).done())
    expect([error.code, error.member?.split('.')[0]]).toEqual(['InvalidInput', member])
    expect(operations(emulator)).toEqual(['CreateBucket'])
  })
})
