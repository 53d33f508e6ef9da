import { createSecureContext, type SecureContext } from 'node:tls'
import { OosError } from '../errors.js'
import { wrongOption } from '../request/endpoint.js'
import type { ConnectionOptions } from './connections.js'
import type { NodeTransportOptions, Pem } from './node-transport-options.js'

/** Milliseconds, about 24 days: a longer timer would fire at once. */
const longest = 2 ** 31 - 1

/** Completes and checks options. */
export function optionsOf(options: NodeTransportOptions): ConnectionOptions {
  const { maxSockets = Infinity, idle = 4000, servername, ...identity } = options
  checkNumber('maxSockets', maxSockets, Infinity)
  checkNumber('idle', idle, longest)
  return { maxSockets, idle, servername, context: contextOf(identity) }
}

function checkNumber(name: string, value: number, most: number): void {
  if (typeof value === 'number' && value >= 1 && value <= most) return
  throw wrongOption(name, `must be a number from 1 to ${most}`)
}

type Identity = Omit<NodeTransportOptions, 'maxSockets' | 'idle' | 'servername'>

function contextOf(identity: Identity): SecureContext {
  const known = ['ca', 'cert', 'key', 'pfx', 'passphrase', 'minVersion']
  const given = Object.entries(identity).filter(([, value]) => value !== undefined)
  const names = given.map(([name]) => name)
  const other = names.find((name) => !known.includes(name))
  if (other !== undefined) {
    // The checks of TLS are what people look for a way around.
    const hint = 'To trust a certificate, name its authority in ca.'
    throw wrongOption(other, 'is no option of nodeTransport', hint)
  }
  // OpenSSL passes over what is none, and would trust nobody.
  if (![identity.ca ?? []].flat().every(isPem)) {
    throw wrongOption('ca', 'must be certificates in PEM')
  }
  try {
    return createSecureContext(Object.fromEntries(given))
  } catch (cause) {
    const message = `${names.join(', ')} cannot be used: ${(cause as Error).message}`
    throw new OosError({ code: 'InvalidInput', message, member: names.join(), cause })
  }
}

function isPem(given: Pem): boolean {
  return /^-----BEGIN /m.test(typeof given === 'string' ? given : new TextDecoder().decode(given))
}
