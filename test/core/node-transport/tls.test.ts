import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { inspect } from 'node:util'
import type { AddressInfo } from 'node:net'
import type { TLSSocket, TlsOptions } from 'node:tls'
import { GetObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import type { NodeTransportOptions } from '@oos-js/core/node'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAuthority } from '../../support/certificates.ts'
import { failure } from '../../support/failure.ts'
import { init, reasonOf, transportOf } from './support.ts'

const authority = createAuthority('An authority of tests')
const stranger = createAuthority('Somebody else')
const local = authority.certify('localhost', '127.0.0.1')

/** What a server saw of a connection. */
interface Seen {
  readonly servername: unknown
  readonly peer: string | undefined
  readonly isReused: boolean
  readonly protocol: string | null
}

async function secureServer(options: TlsOptions) {
  const seen: Seen[] = []
  const server = createServer(options)
  server.on('request', ({ socket }: IncomingMessage, reply: ServerResponse) => {
    const { servername } = socket as TLSSocket & { servername: unknown }
    const tls = socket as TLSSocket
    seen.push({
      servername,
      peer: tls.getPeerCertificate().subjectaltname,
      isReused: tls.isSessionReused(),
      protocol: tls.getProtocol(),
    })
    reply.end('secret content')
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { seen, port, url: `https://localhost:${port}`, server }
}

async function read(url: string, options: NodeTransportOptions): Promise<string> {
  return (await transportOf(options)(url, init())).text()
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('over TLS, nodeTransport', () => {
  it.each([
    ['text', authority.cert],
    ['bytes', Buffer.from(authority.cert)],
    ['one of several', [stranger.cert, authority.cert]],
  ])('trusts an authority that it is told: %s', async (_how, ca) => {
    const { url, seen } = await secureServer(local)
    expect(await read(url, { ca })).toBe('secret content')
    expect(seen[0]).toMatchObject({ servername: 'localhost', peer: undefined })
  })

  it('finds addresses in certificates too', async () => {
    const { port } = await secureServer(local)
    expect(await read(`https://127.0.0.1:${port}`, { ca: authority.cert })).toBe('secret content')
  })

  it.each([
    ['that it was not told', {}, local, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    [
      'when it was told another one',
      { ca: stranger.cert },
      local,
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
    [
      'for another name',
      { ca: authority.cert },
      authority.certify('oos.test'),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
  ])('refuses a certificate of an authority %s', async (_what, options, certified, code) => {
    const { url, seen } = await secureServer(certified)
    const reason = await reasonOf(transportOf(options)(url, init()))
    expect(reason).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code } })
    expect(seen).toEqual([])
  })

  it('S11: refuses it even where the environment says not to', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { url, seen } = await secureServer(local)
    const reason = await reasonOf(transportOf()(url, init()))
    expect([reason.cause.code, seen]).toEqual(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', []])
  })

  it('asks for, and finds, the name that it is told', async () => {
    const { url, seen } = await secureServer(authority.certify('oos.test'))
    expect(await read(url, { ca: authority.cert, servername: 'oos.test' })).toBe('secret content')
    expect(seen[0]?.servername).toBe('oos.test')
  })

  it('shows its own certificate where the server asks for one', async () => {
    const { cert, key } = authority.certify('a client')
    const { url, seen } = await secureServer({ ...local, ca: authority.cert, requestCert: true })
    expect(await read(url, { ca: authority.cert, cert, key })).toBe('secret content')
    expect(seen[0]?.peer).toBe('DNS:a client')
  })

  it('speaks no older TLS than it is told', async () => {
    const { url } = await secureServer({ ...local, maxVersion: 'TLSv1.2' })
    const ca = authority.cert
    expect(await read(url, { ca })).toBe('secret content')
    const reason = await reasonOf(transportOf({ ca, minVersion: 'TLSv1.3' })(url, init()))
    expect(reason.cause.code).toMatch(/^(EPROTO|ERR_SSL_|ECONNRESET)/)
  })

  it('goes on with a session on its next connection', async () => {
    const { url, seen, server } = await secureServer({ ...local, maxVersion: 'TLSv1.2' })
    server.prependListener('request', (_request, reply: ServerResponse) =>
      reply.setHeader('connection', 'close'),
    )
    const transport = transportOf({ ca: authority.cert })
    for (let count = 0; count < 2; count++) {
      await (await transport(url, init())).text()
    }
    expect(seen.map(({ isReused }) => isReused)).toEqual([false, true])
  })

  it('tells a client why, in an error that says what to do', async () => {
    const { url } = await secureServer(local)
    const client = new OosClient({ endpoint: url, fetch: transportOf(), maxAttempts: 1 })
    const error = await failure(client.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat' })))
    expect(error.code).toBe('NetworkError')
    expect(inspect(error, { depth: 5 })).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
  })
})
