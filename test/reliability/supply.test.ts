import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentMD5, md5Base64, OosClient, type Transport } from '@oos-js/core'
import { HeadBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { describe, expect, it, vi } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { root } from '../tools/root.ts'
import { commandNames, makeCommand } from '../wire/commands.ts'
import { samples } from '../wire/samples.ts'

const packages = ['core', 'commands', 'web']

/** Paths of files below a folder, relative to the repository. */
function filesOf(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`)
}

const text = (file: string): string => readFileSync(join(root, file), 'utf8')

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly version: string
}

describe('the packages', () => {
  it.each(packages)('S17: %s carries no scripts, and pins what it needs', (name) => {
    const { scripts, dependencies = {} } = JSON.parse(
      text(`packages/${name}/package.json`),
    ) as Manifest
    expect(scripts).toBeUndefined()
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it.each(packages)(
    'S17: %s packs sources, what they are built to, and its papers',
    (name) => {
      const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: join(root, 'packages', name),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }]
      const usual =
        /^(package\.json|README\.md|LICENSE|dist\/oos\.min\.js(\.LICENSE\.txt)?|src\/[\w/-]+\.ts|dist\/[\w/-]+\.(js|d\.ts)(\.map)?)$/
      expect(files.map(({ path }) => path).filter((path) => !usual.test(path))).toEqual([])
    },
    60_000,
  )
})

describe('the checks of TLS', () => {
  const forbidden =
    /rejectUnauthorized(?!: true)|TLS_REJECT|disableCert|insecure-?skip|--no-check-cert/i

  it.each(packages)('S11: cannot be switched off by any option of %s', (name) => {
    const files = filesOf(`packages/${name}/src`, /\.ts$/)
    expect(files.filter((file) => forbidden.test(text(file)))).toEqual([])
  })

  it('S11: are switched off by no document', () => {
    const pages = [
      ...filesOf('docs', /\.md$/),
      ...packages.flatMap((name) => filesOf(`packages/${name}`, /README\.md$/)),
      'README.md',
    ]
    expect(pages.filter((page) => forbidden.test(text(page)))).toEqual([])
  })
})

describe('https', () => {
  it.each([301, 302, 307, 308])('S10: is kept when a %i leads to http', async (status) => {
    const urls: string[] = []
    const location = 'http://oos-cn.ctyunapi.cn/photos/'
    const client = new OosClient({
      endpoint: 'https://oos-cn.ctyunapi.cn',
      maxAttempts: 3,
      fetch: (url) => {
        urls.push(url)
        return Promise.resolve(new Response(null, { status, headers: { location } }))
      },
    })
    await failure(client.send(new HeadBucketCommand({ Bucket: 'photos' })))
    expect(urls.filter((url) => !url.startsWith('https://'))).toEqual([])
  })

  it('S10: is not given up when it fails', async () => {
    const fetch = vi.fn<Transport>(() => Promise.reject(new TypeError('TLS')))
    const client = new OosClient({ endpoint: 'https://oos-cn.ctyunapi.cn', maxAttempts: 2, fetch })
    await failure(client.send(new HeadBucketCommand({ Bucket: 'photos' })))
    expect(fetch.mock.calls.map(([url]) => new URL(url).protocol)).toEqual(['https:', 'https:'])
  })
})

describe('a page', () => {
  const secret = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secretEXAMPLE' }
  const provider = () => Promise.resolve(secret)

  it.each([
    ['a secret key', 'app.example', 'https://oos.test', secret, 1],
    ['http', 'app.example', 'http://oos.test', provider, 1],
    ['neither', 'app.example', 'https://oos.test', provider, 0],
    ['both on localhost', 'localhost', 'http://oos.test', secret, 0],
    ['both on a loopback address', '127.0.0.1', 'http://oos.test', secret, 0],
    ['both in no page', undefined, 'http://oos.test', secret, 0],
  ])(
    'S3, S10: with %s is warned about it, once',
    async (_, hostname, endpoint, credentials, times) => {
      vi.resetModules()
      const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined)
      if (hostname) vi.stubGlobal('location', { hostname })
      try {
        const { warnInPage } = await import('../../packages/core/src/request/warn-in-page.ts')
        for (let client = 0; client < 3; client++) {
          new OosClient({ endpoint, credentials })
          warnInPage({ endpoint, credentials }, new URL(endpoint))
        }
        expect(warn).toHaveBeenCalledTimes(times)
        expect(JSON.stringify(warn.mock.calls)).not.toContain(secret.secretAccessKey)
      } finally {
        vi.unstubAllGlobals()
        warn.mockRestore()
      }
    },
  )
})

describe('a request that changes something', () => {
  it.each(commandNames)('S14: %s sends its document with the MD5', async (name) => {
    const bodies: [unknown, string | null, string | null][] = []
    const client = createClient({
      fetch: (_, { body, headers }) => {
        bodies.push([body, headers.get('content-type'), headers.get('content-md5')])
        return Promise.resolve(new Response())
      },
    })
    await client.send(makeCommand(name, samples[name])).catch(() => undefined)
    for (const [body, type, md5] of bodies) {
      if (/xml|json/.test(type ?? '')) expect(md5).toBe(await md5Base64(body as string))
    }
  })

  it('S14: sends the MD5 of an object when it is asked to', async () => {
    const sums: (string | null)[] = []
    const client = createClient({
      fetch: (_, { headers }) => {
        sums.push(headers.get('content-md5'))
        return Promise.resolve(new Response())
      },
    })
    client.use('md5', contentMD5())
    await client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'a' }))
    expect(sums).toEqual(['DMF1ucDxtqgxw5niaXcmYQ=='])
  })
})
