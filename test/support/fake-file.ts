/** A file as a page may write it, by the File System standard: what is written counts when it is closed. */
export interface FakeFile {
  /** What `createWritable()` would give. */
  readonly writable: WritableStream<Uint8Array>
  /** What the file has. */
  readonly content: Uint8Array
  /** Where was written, in the order of the writes. */
  readonly places: readonly number[]
  /** What the stream was aborted with. */
  readonly aborted: readonly unknown[]
}

type Command =
  | Uint8Array
  | { readonly type: 'write'; readonly position?: number; readonly data: Uint8Array }
  | { readonly type: 'truncate'; readonly size: number }

/** @param kept - What it had before, if that is to be kept. */
export function fakeFile(kept: Uint8Array = new Uint8Array()): FakeFile {
  let content = kept
  let next = kept
  let cursor = 0
  const places: number[] = []
  const aborted: unknown[] = []
  const resize = (size: number): void => {
    const grown = new Uint8Array(size)
    grown.set(next.subarray(0, size))
    next = grown
  }
  const put = (data: Uint8Array, position: number): void => {
    places.push(position)
    if (position + data.length > next.length) resize(position + data.length)
    next.set(data, position)
    cursor = position + data.length
  }
  const writable = new WritableStream<Command>({
    write(command) {
      if ('byteLength' in command) put(command, cursor)
      else if (command.type === 'truncate') resize(command.size)
      else put(command.data, command.position ?? cursor)
    },
    close() {
      content = next
    },
    abort(reason) {
      aborted.push(reason)
    },
  })
  return {
    writable: Object.assign(writable, { seek: () => Promise.resolve() }),
    get content() {
      return content
    },
    places,
    aborted,
  }
}
