/** Bytes that look random and are always the same, as a Blob that does not hold them twice. */
export function blobOf(size) {
  const block = bytesOf(Math.min(size, 2 ** 20))
  const parts = []
  for (let left = size; left > 0; left -= block.length) {
    // Each stretch differs from the others, or parts in the wrong order would not be noticed.
    const copy = block.slice(0, left)
    new DataView(copy.buffer).setUint8(0, parts.length)
    parts.push(copy)
  }
  return new Blob(parts)
}

/** A sum in which the order of the bytes counts (a polynomial of 31, as Java hashes text). */
export function checksum(bytes, start = 0) {
  // Looked up once: globals of edge-runtime stand behind a Proxy and take a microsecond each.
  const { imul } = Math
  let sum = start
  for (const byte of bytes) sum = (imul(sum, 31) + byte) | 0
  return sum
}

function bytesOf(size) {
  const bytes = new Uint8Array(size)
  let state = 0x9e3779b9
  for (let index = 0; index < size; index++) {
    // xorshift32 (Marsaglia, 2003)
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state
  }
  return bytes
}
