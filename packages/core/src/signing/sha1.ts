/** HMAC-SHA1 (RFC 2104) without WebCrypto, which pages served over plain http have not, and which is slow elsewhere. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha1(key) : key)
  const pad = (mask: number, text: Uint8Array): Uint8Array => {
    const padded = new Uint8Array(64 + text.length)
    for (let index = 0; index < 64; index++) padded[index] = (block[index] as number) ^ mask
    padded.set(text, 64)
    return sha1(padded)
  }
  return pad(0x5c, pad(0x36, message))
}

/** SHA-1 (FIPS 180-4). Signature V2 prescribes it; use it for nothing else. */
export function sha1(message: Uint8Array): Uint8Array {
  const length = message.length
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6)
  padded.set(message)
  padded[length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29))
  view.setUint32(padded.length - 4, length << 3)

  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const words = new Int32Array(80)
  for (let start = 0; start < padded.length; start += 64) mix(state, words, view, start)

  const digest = new DataView(new ArrayBuffer(20))
  state.forEach((word, index) => {
    digest.setInt32(index * 4, word)
  })
  return new Uint8Array(digest.buffer)
}

type Five = [number, number, number, number, number]

function mix(state: Int32Array, words: Int32Array, view: DataView, start: number): void {
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
  state.set([a, b, c, d, e].map((sum, index) => sum + (state[index] as number)))
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
