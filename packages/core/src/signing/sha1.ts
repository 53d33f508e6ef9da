/**
 * Makes HMAC-SHA1 (RFC 2104) of a key without WebCrypto, which pages served over plain http have not, and
 * which is slow elsewhere. What the key alone decides is done once.
 */
export function createHmacSha1(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha1(key) : key)
  const begin = (mask: number): Int32Array => {
    const state = initial()
    mix(state, new DataView(block.map((byte) => byte ^ mask).buffer), 0)
    return state
  }
  const inner = begin(0x36)
  const outer = begin(0x5c)
  return (message) => digest(outer.slice(), digest(inner.slice(), message, 64), 64)
}

/** SHA-1 (FIPS 180-4). Signature V2 prescribes it; use it for nothing else. */
export function sha1(message: Uint8Array): Uint8Array {
  return digest(initial(), message, 0)
}

function initial(): Int32Array {
  return Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
}

/** The digest of a message that begins with what has made the state already. */
function digest(state: Int32Array, message: Uint8Array, before: number): Uint8Array {
  const { length } = message
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6)
  padded.set(message)
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor((before + length) / 2 ** 29))
  view.setUint32(padded.length - 4, (before + length) << 3)
  for (let start = 0; start < padded.length; start += 64) mix(state, view, start)
  state.forEach((word, index) => {
    view.setInt32(index * 4, word)
  })
  return padded.slice(0, 20)
}

type Five = [number, number, number, number, number]

function mix(state: Int32Array, view: DataView, start: number): void {
  const words = new Int32Array(80)
  const word = (index: number): number => words[index] as number
  let [a, b, c, d, e] = state as Iterable<number> as Five
  for (let round = 0; round < 80; round++) {
    const scheduled =
      round < 16
        ? view.getInt32(start + round * 4)
        : rotate(word(round - 3) ^ word(round - 8) ^ word(round - 14) ^ word(round - 16), 1)
    words[round] = scheduled
    const mixed =
      round < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : round < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : round < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6
    // Sums are cut to 32 bits one by one: engines are several times as fast with small integers.
    const next = (((rotate(a, 5) + mixed) | 0) + ((e + scheduled) | 0)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  const sums = [a, b, c, d, e]
  for (let index = 0; index < 5; index++) {
    state[index] = (state[index] as number) + (sums[index] as number)
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
