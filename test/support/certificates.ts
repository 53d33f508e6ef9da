import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'

// X.509 (RFC 5280) in as few lines as a test of TLS needs: nothing that is secret lies in the repository.

/** A certificate and its key, in PEM. */
interface Certified {
  readonly cert: string
  readonly key: string
}

/** An authority that certifies servers and clients. */
export interface Authority extends Certified {
  /** Certifies a server or client under its names or addresses. */
  certify(...names: readonly string[]): Certified
}

/** Makes an authority that nobody knows yet. */
export function createAuthority(name: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const isAuthority = extension('2.5.29.19', sequence(boolean(true)), true)
  const self = certificate(name, privateKey, name, publicKey, isAuthority)
  return {
    ...pem(self, privateKey),
    certify(...names) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const alternatives = names.map((one) =>
        isIP(one) ? tagged(0x87, Buffer.from(one.split('.').map(Number))) : tagged(0x82, text(one)),
      )
      const named = extension('2.5.29.17', sequence(...alternatives))
      return pem(
        certificate(name, privateKey, names[0] ?? '', pair.publicKey, named),
        pair.privateKey,
      )
    },
  }
}

function pem(der: Buffer, key: KeyObject): Certified {
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: key.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

let serial = 1

function certificate(
  issuer: string,
  issuerKey: KeyObject,
  subject: string,
  subjectKey: KeyObject,
  extensions: Buffer,
): Buffer {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const year = new Date().getUTCFullYear()
  const day = (year: number): Buffer => tagged(0x18, text(`${year}0101000000Z`))
  const content = sequence(
    tagged(0xa0, integer(2)),
    integer(serial++),
    algorithm,
    nameOf(issuer),
    sequence(day(year - 1), day(year + 2)),
    nameOf(subject),
    subjectKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extensions)),
  )
  const signature = sign('sha256', content, issuerKey)
  return sequence(content, algorithm, tagged(0x03, Buffer.from([0]), signature))
}

function nameOf(common: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('2.5.4.3'), tagged(0x0c, text(common)))))
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), tagged(0x04, value))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]))
}

function boolean(value: boolean): Buffer {
  return tagged(0x01, Buffer.from([value ? 0xff : 0]))
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const groups = (value: number): number[] =>
    value < 128
      ? [value]
      : [...groups(Math.floor(value / 128)).map((group) => group | 128), value % 128]
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(groups)]))
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8')
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
