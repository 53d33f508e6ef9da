// What was sent to Ceph RGW 16.2.15 (Debian's radosgw) on 22 November 2026, in this order, and what it
// answered. Signed then by botocore with throw-away keys; kept without signatures, host and client.
// RGW is not OOS, but it is a server of the same protocol that nobody here has written.
import { readFileSync } from 'node:fs'

/** A request as it was sent, with `{signature}`, `{date}`, `{length}` and `{upload:name}` to fill in. */
export interface Step {
  readonly step: string
  readonly method: string
  readonly target: string
  /** Lines of the head. */
  readonly headers: readonly string[]
  readonly body?: string | { readonly repeat: string; readonly times: number }
  /** RGW's answer. */
  readonly status: number
  readonly code?: string
  /**
   * Requests whose text was not kept: `rebuilt` from what RGW answered, or `made up` because later steps
   * need what it left behind. Of these, the status is what RGW must have answered.
   */
  readonly origin?: 'rebuilt' | 'made up'
  /** Where what was signed differs from what was sent. */
  readonly signs?: Partial<Signed>
  /** Signed with a secret that is not the key's. */
  readonly secret?: 'wrong'
  /** The name for the upload id that the answer brings. */
  readonly saves?: string
  /** How many days after the others, since RGW was told to take 5 seconds for a day. */
  readonly daysLater?: number
}

interface Signed {
  readonly target: string
  readonly resource: string
  readonly headers: readonly string[]
  /** The date, or the second at which a URL expires. */
  readonly line: string
}

/** A step that the emulator answers otherwise, on purpose. */
export interface Exception {
  readonly step: string
  readonly status: number
  readonly code?: string
  /** The vendor's text that says so, or "assumed". */
  readonly source: string
  readonly why: string
}

export const steps: readonly Step[] = read('steps')
export const exceptions: readonly Exception[] = read('exceptions')

/** `404 NoSuchKey`, or `200`. */
export function outcome({ status, code }: Pick<Step, 'status' | 'code'>): string {
  return code === undefined ? `${status}` : `${status} ${code}`
}

function read<T>(name: string): T[] {
  const file = new URL(`../../../vectors/rgw-replay/${name}.jsonl`, import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}
