import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { serve, type Serving } from '@oos-js/emulator/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freePorts } from '../tools/free-ports.ts'
import { root } from '../tools/root.ts'

const folder = mkdtempSync(join(tmpdir(), 'oos-demo-test-'))
const file = join(folder, '6-MiB.bin')
const empty = join(folder, 'empty.bin')
writeFileSync(file, randomBytes(6 * 2 ** 20))
writeFileSync(empty, '')
afterAll(() => rmSync(folder, { recursive: true }))

const { accessKeyId, secretAccessKey } = defaultAccount

/** Starts the demo; its keys are the emulator's unless arguments say otherwise. */
function start(...argv: string[]) {
  const child = spawn(process.execPath, ['test/demo/demo.mjs', ...argv], {
    cwd: root,
    env: {
      ...process.env,
      OOS_ACCESS_KEY_ID: accessKeyId,
      OOS_SECRET_ACCESS_KEY: secretAccessKey,
      // A temp folder that a test can look into.
      TMPDIR: folder,
    },
  })
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk))
  }
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, ...text }))
  })
  return { child, ended }
}

const demo = (...argv: string[]) => start(...argv).ended

const oneLine = /^[^\n]+\n$/

describe('on its own emulator', () => {
  it('sends a file there and back', async () => {
    const { code, stdout, stderr } = await demo(file)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^upload +6\.0 MiB +2 /m)
    expect(stdout).toMatch(/^MD5 equal: [0-9a-f]{32}\b/m)
  })

  it('takes an empty file', async () => {
    const { code, stdout } = await demo('--file', empty)
    expect(code).toBe(0)
    expect(stdout).toContain('MD5 equal: d41d8cd98f00b204e9800998ecf8427e')
  })

  it.each([
    ['a missing file', [join(folder, 'missing.bin')], /no such file.*missing\.bin/],
    ['a folder', [folder], /is not a file/],
    ['two files', [file, '--file', empty], /one file/],
    ['an unknown flag', ['--no-such-flag'], /--no-such-flag/],
    ['a part size that OOS does not take', ['--part-size', '4', file], /--part-size/],
    ['a bucket of the emulator', ['--bucket', 'photos', file], /--endpoint/],
  ])('refuses %s in one line', async (_name, argv, reason) => {
    const { code, stdout, stderr } = await demo(...argv)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toMatch(reason)
    expect(stdout).toBe('')
    expect(code).toBe(1)
  })

  it('explains itself', async () => {
    const { code, stdout } = await demo('--help')
    expect(code).toBe(0)
    expect(stdout).toContain('--endpoint')
  })
})

describe('on a server', () => {
  const emulator = createEmulator()
  let server: Serving
  let client: OosClient

  beforeAll(async () => {
    server = await serve(emulator)
    client = new OosClient({ endpoint: server.url, credentials: defaultAccount })
  })
  beforeEach(() => emulator.reset())
  afterAll(() => server.close())

  const isEmpty = () => {
    expect(emulator.buckets.size).toBe(0)
    expect(emulator.uploads.size).toBe(0)
  }

  it('leaves nothing behind', async () => {
    const { code, stdout } = await demo('--endpoint', server.url, '--part-size', '6', file)
    expect(stdout).toContain('MD5 equal: ')
    expect(code).toBe(0)
    isEmpty()
  })

  it('takes only its own object out of a bucket that it was given', async () => {
    const Bucket = 'photos'
    await client.send(new CreateBucketCommand({ Bucket }))
    await client.send(new PutObjectCommand({ Bucket, Key: 'cat.jpg', Body: 'meow' }))
    const { code } = await demo('--endpoint', server.url, '--bucket', Bucket, file)
    expect(code).toBe(0)
    expect([...emulator.buckets.get(Bucket)!.objects.keys()]).toEqual(['cat.jpg'])
  })

  it.each([
    ['made', []],
    ['given', ['--bucket', 'photos']],
  ])('names a wrong secret, but does not tell it, with a bucket that is %s', async (_, argv) => {
    const wrong = 'wrong/secret+0000000000000000000000000001'
    const keys = ['--access-key', accessKeyId, '--secret-key', wrong]
    const { code, stdout, stderr } = await demo('--endpoint', server.url, ...keys, ...argv, file)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('SignatureDoesNotMatch')
    expect(stdout + stderr).not.toContain(wrong)
    expect(code).toBe(1)
  })

  it.each([
    ['made', []],
    ['given', ['--bucket', 'photos']],
  ])('names a server that is not there, with a bucket that is %s', async (_name, argv) => {
    const [port] = await freePorts(1)
    const { code, stderr } = await demo('--endpoint', `http://127.0.0.1:${port}`, ...argv, file)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('ECONNREFUSED')
    expect(code).toBe(1)
  })

  it('removes what it made when a part fails', async () => {
    emulator.faults.on({ operation: 'UploadPart', part: 2 }).fail('AccessDenied')
    const { code, stderr } = await demo('--endpoint', server.url, file)
    expect(stderr).toMatch(oneLine)
    expect(stderr).toContain('upload: AccessDenied')
    expect(code).toBe(1)
    isEmpty()
  })

  it('notices that a download differs', async () => {
    emulator.faults.on({ operation: 'GetObject' }).respond(() => new Response('something else'))
    const { code, stdout, stderr } = await demo('--endpoint', server.url, file)
    expect(stderr).toMatch(/^MD5 differs: .*\n$/)
    expect(stdout).not.toContain('MD5 equal')
    expect(code).toBe(1)
    isEmpty()
  })

  it('tells what it could not remove', async () => {
    emulator.faults.on({ operation: 'DeleteBucket' }).fail('AccessDenied')
    const { code, stderr } = await demo('--endpoint', server.url, file)
    expect(stderr).toMatch(/^cleaning up failed: delete bucket: AccessDenied.*oos-demo-.*\n$/)
    expect(code).toBe(1)
  })

  it.each([
    ['UploadPart', [file]],
    ['PutObject', ['--part-size', '6', file]],
    ['GetObject', []],
  ])('cleans up after Ctrl-C during %s', async (operation, argv) => {
    emulator.faults.on({ operation }).delay(60_000).fail('InternalError').times(Infinity)
    const { child, ended } = start('--endpoint', server.url, ...argv)
    await vi.waitFor(
      () => expect(emulator.requests.map((request) => request.operation)).toContain(operation),
      { timeout: 30_000 },
    )
    child.kill('SIGINT')
    const { code, stderr } = await ended
    expect(stderr).toMatch(/interrupted by SIGINT\n$/)
    expect(code).toBe(130)
    isEmpty()
    expect(readdirSync(folder).sort()).toEqual(['6-MiB.bin', 'empty.bin'])
  })
})
