/**
 * Makes HMAC-SHA1 (RFC 2104) of a key without WebCrypto, which pages served over plain http have not, and
 * which is slow elsewhere. What the key alone decides is done once.
 */
export function createHmacSha1(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  const words = schedule()
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha1(key) : key)
  const begin = (mask: number): number[] => {
    const masked = block.map((byte) => byte ^ mask)
    const state = initial()
    load(words, masked, 0)
    mix(state, words)
    return state
  }
  const inner = begin(0x36)
  const outer = begin(0x5c)
  return (message) => digest([...outer], words, digest([...inner], words, message, 64), 64)
}

/** SHA-1 (FIPS 180-4). Signature V2 prescribes it; use it for nothing else. */
export function sha1(message: Uint8Array): Uint8Array {
  return digest(initial(), schedule(), message, 0)
}

function initial(): number[] {
  return [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0]
}

/** Room for the words of a block. An engine takes longer to make it than to mix a block: it serves for all. */
function schedule(): Int32Array {
  return new Int32Array(80)
}

/** The digest of a message that begins with as many bytes as have made the state already. */
function digest(
  state: number[],
  words: Int32Array,
  message: Uint8Array,
  before: number,
): Uint8Array {
  const { length } = message
  const last = ((length + 8) >> 6) << 6
  for (let start = 0; start <= last; start += 64) {
    load(words, message, start)
    if (start === last) {
      // How many bits there were.
      words[14] = (before + length) / 2 ** 29
      words[15] = (before + length) << 3
    }
    mix(state, words)
  }
  const bytes = new Uint8Array(20)
  for (let index = 0; index < 20; index++) {
    bytes[index] = (state[index >> 2] as number) >> (24 - 8 * (index & 3))
  }
  return bytes
}

/** Puts a block of a message into the first 16 words; behind its end come a mark and zeros. */
function load(words: Int32Array, message: Uint8Array, start: number): void {
  const byte = (at: number): number =>
    at < message.length ? (message[at] as number) : at > message.length ? 0 : 0x80
  for (let index = 0; index < 16; index++) {
    const at = start + index * 4
    words[index] = (byte(at) << 24) | (byte(at + 1) << 16) | (byte(at + 2) << 8) | byte(at + 3)
  }
}

type Five = [number, number, number, number, number]

function mix(state: number[], words: Int32Array): void {
  const word = (index: number): number => words[index] as number
  let [a, b, c, d, e] = state as Five
  for (let round = 0; round < 80; round++) {
    if (round > 15) {
      words[round] = rotate(
        word(round - 3) ^ word(round - 8) ^ word(round - 14) ^ word(round - 16),
        1,
      )
    }
    const mixed =
      round < 20
        ? ((b & c) | (~b & d)) + 0x5a827999
        : round < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : round < 60
            ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            : (b ^ c ^ d) + 0xca62c1d6
    // Sums are cut to 32 bits one by one: engines are several times as fast with small integers.
    const next = (((rotate(a, 5) + mixed) | 0) + ((e + word(round)) | 0)) | 0
    e = d
    d = c
    c = rotate(b, 30)
    b = a
    a = next
  }
  const sums = [a, b, c, d, e]
  for (let index = 0; index < 5; index++) {
    state[index] = ((state[index] as number) + (sums[index] as number)) | 0
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
