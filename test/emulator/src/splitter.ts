type Bytes = Uint8Array<ArrayBuffer>

/** Reads a stream in pieces that end with texts, and holds no more of it than it has to. */
export interface Splitter {
  /** How many bytes were given out by `until`. */
  taken(): number
  /** What comes before a text, one character a byte; undefined if that breaks off or is too much in all. */
  until(end: string, most: number): Promise<string | undefined>
  /** Skips a text, if it comes next. */
  skips(text: string): Promise<boolean>
  /** Lets a text come next, as if it had not been read. */
  giveBack(text: string): void
  /** Streams what comes before a text; returns whether the text came. */
  streamUntil(end: string): AsyncGenerator<Bytes, boolean>
}

/** Reads chunks, with some bytes before them. */
export function splitter(chunks: AsyncIterator<Bytes>, first: Bytes): Splitter {
  let rest = first
  let taken = 0

  async function more(): Promise<boolean> {
    const next = await chunks.next()
    if (next.done === true) return false
    rest = joined(rest, next.value)
    return true
  }

  return {
    taken: () => taken,
    giveBack(text) {
      rest = joined(bytes(text), rest)
    },
    async skips(text) {
      while (rest.length < text.length && (await more()));
      if (binary(rest.subarray(0, text.length)) !== text) return false
      rest = rest.subarray(text.length)
      return true
    },
    async until(end, most) {
      const wanted = bytes(end)
      for (;;) {
        const at = find(rest, wanted)
        if (taken + (at === -1 ? rest.length : at) > most) {
          taken = most
          return undefined
        }
        if (at !== -1) {
          const found = binary(rest.subarray(0, at))
          rest = rest.subarray(at + wanted.length)
          taken += at
          return found
        }
        if (!(await more())) return undefined
      }
    },
    async *streamUntil(end) {
      const wanted = bytes(end)
      for (;;) {
        const at = find(rest, wanted)
        // The last bytes may be the beginning of the text.
        const sure = at === -1 ? Math.max(0, rest.length - wanted.length + 1) : at
        const piece = rest.subarray(0, sure)
        rest = rest.subarray(at === -1 ? sure : at + wanted.length)
        if (piece.length > 0) yield piece
        if (at !== -1) return true
        if (!(await more())) return false
      }
    },
  }
}

function find(within: Bytes, wanted: Bytes): number {
  for (let at = within.indexOf(wanted[0] ?? 0); at !== -1;) {
    if (at + wanted.length > within.length) return -1
    if (wanted.every((byte, index) => within[at + index] === byte)) return at
    at = within.indexOf(wanted[0] ?? 0, at + 1)
  }
  return -1
}

function joined(a: Bytes, b: Bytes): Bytes {
  const all = new Uint8Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

function bytes(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function binary(part: Bytes): string {
  return Array.from(part, (byte) => String.fromCharCode(byte)).join('')
}
