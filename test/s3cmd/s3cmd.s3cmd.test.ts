// An independent client judges the emulator: s3cmd knows Amazon S3 and nothing of OOS.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { root } from '../tools/root.ts'

const run = promisify(execFile)
// Two parts of the least size that s3cmd makes, and a bit.
const large = new Uint8Array(11 * 1024 * 1024).map((_, index) => (index * index) % 251)
let folder: string
let emulator: ChildProcess
let said: Map<string, string>
let bucket: string
let made = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3cmd-'))
  emulator = spawn(process.execPath, [join(root, 'test/emulator/dist/cli.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  said = await firstLines(emulator)
  const host = new URL(said.get('endpoint') ?? '').host
  const settings = [
    '[default]',
    `access_key = ${said.get('access key') ?? ''}`,
    `secret_key = ${said.get('secret key') ?? ''}`,
    `host_base = ${host}`,
    `host_bucket = ${host}`,
    'use_https = False',
    'multipart_chunk_size_mb = 5',
    'website_endpoint = http://%(bucket)s.website.localhost/',
  ]
  await writeFile(join(folder, 'settings'), settings.join('\n'))
  await writeFile(join(folder, 'small'), 'small')
  await writeFile(join(folder, 'large'), large)
})

afterAll(async () => {
  emulator.kill()
  if (emulator.exitCode === null && emulator.signalCode === null) await once(emulator, 'exit')
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  made += 1
  bucket = `s3://made-${made}`
  await s3cmd('mb', bucket)
})

// What the command line tool prints: a name, spaces, a value.
async function firstLines({ stdout }: ChildProcess): Promise<Map<string, string>> {
  const lines = new Map<string, string>()
  if (stdout === null) return lines
  for await (const line of createInterface({ input: stdout })) {
    const [, name = '', value = ''] = /^(\w+(?: \w+)?) +(\S.*)$/.exec(line) ?? []
    lines.set(name, value)
    if (name === 'secret key') break
  }
  return lines
}

async function s3cmd(...words: string[]): Promise<string> {
  const settings = ['-c', join(folder, 'settings'), '--signature-v2', '--no-progress']
  const { stdout } = await run('s3cmd', [...settings, ...words], { cwd: folder })
  return stdout
}

it('puts, lists and gets an object', async () => {
  await s3cmd('put', 'small', `${bucket}/a/中 文`)
  expect(await s3cmd('ls', `${bucket}/a/`)).toContain(`${bucket}/a/中 文`)
  await s3cmd('get', '--force', `${bucket}/a/中 文`, 'got')
  expect(await readFile(join(folder, 'got'), 'utf8')).toBe('small')
})

it('lists common prefixes', async () => {
  await s3cmd('put', 'small', `${bucket}/a/b`)
  expect(await s3cmd('ls', bucket)).toContain(`DIR  ${bucket}/a/`)
})

it('copies an object', async () => {
  await s3cmd('put', 'small', `${bucket}/one`)
  await s3cmd('cp', `${bucket}/one`, `${bucket}/two`)
  expect(await s3cmd('ls', bucket)).toMatch(/5 +s3:\/\/made-\d+\/two/)
})

it('uploads in parts', async () => {
  await s3cmd('put', 'large', `${bucket}/large`)
  await s3cmd('get', '--force', `${bucket}/large`, 'got')
  expect(Buffer.compare(await readFile(join(folder, 'got')), large)).toBe(0)
})

it('sets and reads a website', async () => {
  await s3cmd('ws-create', '--ws-index=start.html', '--ws-error=error.html', bucket)
  const text = await s3cmd('ws-info', bucket)
  expect(text).toMatch(/Index document: +start\.html[^]*Error document: +error\.html/)
})

it('sets and reads a lifecycle, in the form that Amazon S3 has now', async () => {
  await s3cmd('expire', '--expiry-days=30', '--expiry-prefix=logs/', bucket)
  expect(await s3cmd('getlifecycle', bucket)).toMatch(
    /<Prefix>logs\/<\/Prefix>[^]*<Days>30<\/Days>/,
  )
})

it('sets and reads a policy', async () => {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: ['*'] },
    Action: ['s3:GetObject'],
    Resource: [`arn:aws:s3:::${bucket.slice(5)}/*`],
  }
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await writeFile(join(folder, 'policy'), policy)
  await s3cmd('setpolicy', 'policy', bucket)
  expect(await s3cmd('info', bucket)).toContain(policy)
})

it('signs a URL that a plain fetch gets', async () => {
  await s3cmd('put', 'small', `${bucket}/a b`)
  const url = await s3cmd('signurl', `${bucket}/a b`, '+600')
  expect(await (await fetch(url.trim())).text()).toBe('small')
})

it('deletes an object and the bucket', async () => {
  await s3cmd('put', 'small', `${bucket}/a`)
  await s3cmd('del', `${bucket}/a`)
  await s3cmd('rb', bucket)
  expect(await s3cmd('ls')).not.toContain(bucket)
})

it('deletes everything at once', async () => {
  await s3cmd('put', 'small', `${bucket}/a`)
  await s3cmd('put', 'small', `${bucket}/b`)
  await s3cmd('del', '--recursive', '--force', bucket)
  expect(await s3cmd('ls', bucket)).toBe('')
})

it('is refused with a wrong secret', async () => {
  await expect(s3cmd('--secret_key=wrong', 'ls')).rejects.toMatchObject({
    stderr: expect.stringContaining('SignatureDoesNotMatch') as string,
  })
})
