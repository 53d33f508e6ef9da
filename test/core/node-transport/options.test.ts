import { inspect } from 'node:util'
import { isOosError, OosClient, type OosError } from '@oos-js/core'
import { nodeTransport, type NodeTransportOptions } from '@oos-js/core/node'
import { describe, expect, it } from 'vitest'
import { createAuthority } from '../../support/certificates.ts'

const { cert, key } = createAuthority('An authority')

function refusal(options: unknown): OosError {
  try {
    void nodeTransport(options as NodeTransportOptions)
  } catch (error) {
    if (isOosError(error, 'InvalidInput')) return error
    throw error
  }
  throw new Error('was not refused')
}

describe('an option of nodeTransport is refused at once', () => {
  it.each<[string, unknown]>([
    ['maxSockets', { maxSockets: 0 }],
    ['maxSockets', { maxSockets: -1 }],
    ['maxSockets', { maxSockets: NaN }],
    ['maxSockets', { maxSockets: '5' }],
    ['idle', { idle: 0 }],
    ['idle', { idle: Infinity }],
    ['idle', { idle: 2 ** 31 }],
    ['ca', { ca: 'no certificate' }],
    ['cert', { cert: 'none', key }],
    ['pfx', { pfx: new Uint8Array([1, 2, 3]) }],
    ['minVersion', { minVersion: 'SSLv3' }],
    ['rejectUnauthorized', { rejectUnauthorized: false }],
    ['agent', { agent: {} }],
  ])('%s, when it is %o', (member, options) => {
    const error = refusal(options)
    expect(error.member?.split(',')).toContain(member)
    expect(error.message).toContain(member)
  })

  it('with the way that there is in place of switching off the checks of TLS', () => {
    const error = refusal({ checkServerIdentity: () => undefined })
    expect(inspect(error)).toContain('name its authority in ca')
  })

  it('without what is secret', () => {
    const encrypted = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${btoa('topsecretkey')}\n-----END ENCRYPTED PRIVATE KEY-----`
    const error = refusal({ cert, key: encrypted, passphrase: 'topsecretphrase' })
    const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error)
    expect(shown).not.toContain('topsecret')
    expect(shown).not.toContain(btoa('topsecretkey'))
  })
})

describe('what may be left out', () => {
  it.each([undefined, {}, { ca: undefined, idle: undefined, maxSockets: undefined }])(
    'is left to defaults: %o',
    async (options) => {
      await nodeTransport(options).close()
    },
  )
})

describe('a transport and a client that has it', () => {
  it('show no secret to who looks at them', async () => {
    const transport = nodeTransport({ cert, key })
    const client = new OosClient({
      endpoint: 'http://oos.test',
      credentials: { accessKeyId: 'id', secretAccessKey: 'topsecret' },
      fetch: transport,
    })
    const shown = inspect([transport, client], { depth: 20, showHidden: true })
    expect(shown).not.toContain('topsecret')
    expect(shown).not.toContain(key.slice(40, 80))
    expect(JSON.stringify(client)).not.toContain('topsecret')
    await transport.close()
  })
})
