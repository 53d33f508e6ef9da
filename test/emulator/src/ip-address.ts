/** Addresses that agree in their first bits: one address, or a network in CIDR notation. */
export interface AddressRange {
  readonly address: bigint
  /** How many of the last bits may be anything. */
  readonly free: bigint
}

/** Whether an address is within a range; what is no address is in none. */
export function isWithin(range: AddressRange, text: string): boolean {
  const address = parseAddress(text)
  return address !== undefined && address >> range.free === range.address >> range.free
}

/** Reads `10.0.0.1`, `10.0.0.0/8`, `::1` or `2001:db8::/32`. */
export function parseRange(text: string): AddressRange | undefined {
  const [, written = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = parseAddress(written)
  const most = written.includes(':') ? 128 : 32
  const bits = length === undefined ? most : Number(length)
  if (address === undefined || bits > most) return undefined
  return { address, free: BigInt(most - bits) }
}

// All as 128 bits: an IPv4 address is the IPv6 address that stands for it, as it comes from a socket
// that takes both (RFC 4291, 2.5.5.2).
function parseAddress(text: string): bigint | undefined {
  return text.includes(':') ? parseVersion6(text) : parseVersion4(text)
}

function parseVersion4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined
  const bytes = text.split('.').map(Number)
  if (bytes.some((byte) => byte > 255)) return undefined
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0xffffn)
}

// A URL knows every spelling of an IPv6 address and says it in one way. A zone (`%eth0`) is no part of it.
function parseVersion6(text: string): bigint | undefined {
  const url = `http://[${text.replace(/%.*$/, '')}]`
  if (!/^[\da-f:.]+(%.*)?$/i.test(text) || !URL.canParse(url)) return undefined
  const [left = '', right] = new URL(url).hostname.slice(1, -1).split('::')
  const head = groupsOf(left)
  const tail = groupsOf(right ?? '')
  const zeros = Array<bigint>(8 - head.length - tail.length).fill(0n)
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) | group, 0n)
}

function groupsOf(text: string): bigint[] {
  return text === '' ? [] : text.split(':').map((group) => BigInt(`0x${group}`))
}
