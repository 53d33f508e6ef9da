import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { readMultipartForm } from '../src/multipart-form.js'
import { serve } from '../src/node.js'
import { code, createBucket, emulatorAt } from './client.js'
import { boundary, formBody, postBody, signForm } from './post-form.js'

let emulator: Emulator

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket', 'public-read-write')
})

const type = `multipart/form-data; boundary=${boundary}`
const body = formBody({ key: 'key' }, { file: 'the body of the file' })

async function* inChunksOf(
  size: number,
  bytes: Uint8Array<ArrayBuffer> = body,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

describe('a form', () => {
  it.each([1, 2, 3, 7, 16, 64, 1000])('may come in chunks of %i bytes', async (size) => {
    const { fields, file } = await readMultipartForm(inChunksOf(size), type)
    const pieces: Uint8Array[] = []
    for await (const chunk of file?.chunks ?? []) pieces.push(chunk)
    expect([fields, file?.name, Buffer.concat(pieces).toString()]).toEqual([
      [['key', 'key']],
      'name.txt',
      'the body of the file',
    ])
  })

  it('is not read further than somebody asks', async () => {
    const head = new TextDecoder().decode(body).split('the body', 1)[0]
    let sent = 0
    async function* endless(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      yield new TextEncoder().encode(head)
      for (;;) {
        sent += 1
        yield new Uint8Array(1000)
      }
    }
    const { file } = await readMultipartForm(endless(), type)
    const seen: number[] = []
    for (let count = 0; count < 3; count += 1) {
      await file?.chunks.next()
      seen.push(sent)
    }
    expect(Math.max(...seen)).toBeLessThanOrEqual(3)
  })

  it.each([
    ['a preamble', `preamble\r\n`, ''],
    ['white space after a delimiter', '', ' \t'],
  ])('may have %s', async (_, before, after) => {
    const text = new TextDecoder().decode(body).replace(boundary, boundary + after)
    expect((await postBody(emulator, before + text)).status).toBe(204)
  })

  it.each([
    ['in quotation marks', `multipart/form-data; boundary="${boundary}"`],
    ['in any case', `Multipart/Form-Data; Boundary=${boundary}`],
    ['after a charset', `multipart/form-data; charset=utf-8; boundary=${boundary}`],
  ])('may name its boundary %s', async (_, value) => {
    const answer = await postBody(emulator, body, { headers: [['content-type', value]] })
    expect(answer.status).toBe(204)
  })

  it.each([
    ['no Content-Type', []],
    ['another Content-Type', [['content-type', 'application/json']] as const],
    ['no boundary', [['content-type', 'multipart/form-data']] as const],
  ])('with %s is none', async (_, headers) => {
    const answer = await postBody(emulator, body, { headers })
    expect([answer.status, code(answer)]).toEqual([412, 'PreconditionFailed'])
  })

  it.each<[string, string, string]>([
    ['nothing', '', 'MalformedPOSTRequest'],
    ['no delimiter', 'text', 'MalformedPOSTRequest'],
    [
      'a field that breaks off',
      `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nkey`,
      'MalformedPOSTRequest',
    ],
    [
      'a part without a name',
      `--${boundary}\r\nContent-Disposition: form-data\r\n\r\nkey\r\n--${boundary}--`,
      'MalformedPOSTRequest',
    ],
    [
      'a part without a header',
      `--${boundary}\r\n\r\nkey\r\n--${boundary}--`,
      'MalformedPOSTRequest',
    ],
    [
      'something after a delimiter',
      `--${boundary}x\r\n\r\nkey\r\n--${boundary}--`,
      'MalformedPOSTRequest',
    ],
    [
      'no file',
      `--${boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\nkey\r\n--${boundary}--`,
      'InvalidArgument',
    ],
    ['a file that breaks off', new TextDecoder().decode(body).slice(0, -10), 'IncompleteBody'],
  ])('of %s is refused', async (_, text, expected) => {
    const answer = await postBody(emulator, text)
    expect([answer.status, code(answer)]).toEqual([400, expected])
    expect(emulator.buckets.get('bucket')?.objects.size).toBe(0)
  })

  it.each([
    ['a field', { key: 'key', 'x-ignore-a': 'x'.repeat(21 * 1024) }],
    [
      'all fields',
      Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`x-ignore-${n}`, 'x'.repeat(1024)])),
    ],
  ])('with more than 20 KB in %s is refused', async (_, fields) => {
    expect(code(await postBody(emulator, formBody(fields)))).toBe('MaxPostPreDataLengthExceeded')
  })

  it('with a field that is not UTF-8 is refused', async () => {
    const bytes = formBody({ key: 'k~y' }).map((byte) => (byte === 0x7e ? 0xff : byte))
    expect(code(await postBody(emulator, bytes))).toBe('MalformedPOSTRequest')
  })
})

describe('over HTTP', () => {
  it('a form of fetch is stored', async () => {
    const server = await serve(emulator)
    const form = new FormData()
    const conditions = [{ bucket: 'bucket' }, ['starts-with', '$key', '']]
    const fields = { key: '${filename}', ...signForm(conditions) }
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob([new Uint8Array(300_000).fill(7)]), '中文.bin')
    const { status } = await fetch(`${server.url}/bucket/`, { method: 'POST', body: form })
    await server.close()
    expect(status).toBe(204)
    expect(emulator.buckets.get('bucket')?.objects.get('中文.bin')?.content.size).toBe(300_000)
  })

  it('a form needs a Content-Length', async () => {
    const server = await serve(emulator)
    const stream = new Blob([body]).stream()
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { 'content-type': type } }
    const response = await fetch(`${server.url}/bucket/`, init)
    await server.close()
    expect(response.status).toBe(411)
  })
})
