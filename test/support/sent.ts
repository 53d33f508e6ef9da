import type { Emulator, RecordedRequest } from '@oos-js/emulator'

/** A request that an emulator got, in a form to compare with. */
export interface Sent {
  readonly method: string
  /** As sent, percent-encoding included. */
  readonly path: string
  /** Decoded; a name without value has the value ''. */
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** What was sent last. */
export function lastSent({ requests }: Emulator): Sent {
  const last = requests.at(-1)
  if (last === undefined) throw new Error('Nothing was sent')
  return sentOf(last)
}

/** A recorded request taken apart. */
export function sentOf({ method, rawTarget, headers }: RecordedRequest): Sent {
  const [path = '', search] = rawTarget.split('?', 2)
  return {
    method,
    path,
    query: Object.fromEntries(new URLSearchParams(search)),
    headers: Object.fromEntries(headers),
  }
}

/** The operations that an emulator was asked for, in order. */
export function operations({ requests }: Emulator): (string | undefined)[] {
  return requests.map(({ operation }) => operation)
}
