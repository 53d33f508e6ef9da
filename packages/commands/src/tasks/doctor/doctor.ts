import type { OosClient } from '@oos-js/core'
import { checkAccess } from './check-access.js'
import { checkCors } from './check-cors.js'
import { textOf, type FindingCode, type Language } from './texts.js'

/** What {@link doctor} looks at. */
export interface DoctorOptions {
  /** Bucket that is to be used. */
  readonly Bucket: string
  /**
   * Origin of the pages that are to use it, for example `https://app.example.com`. In a page it is that
   * page's.
   *
   * @defaultValue none in Node: then CORS is not checked
   */
  readonly origin?: string | undefined
  /**
   * Language of the texts.
   *
   * @defaultValue 'en'
   */
  readonly language?: Language | undefined
  /** Ends it; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Something that is wrong, and what to do about it. */
export interface Finding {
  /** What is wrong, to branch on. */
  readonly code: FindingCode
  /** What is wrong and what to do about it, in words. */
  readonly text: string
}

/** Names of the checks. */
export type CheckName =
  'endpoint' | 'https' | 'clock' | 'signature' | 'addressing' | 'bucket' | 'cors' | 'exposure'

/** What {@link doctor} found. */
export interface Diagnosis {
  /** What is wrong; empty if nothing was found. */
  readonly findings: readonly Finding[]
  /** What was looked at, and what was left out because it could not be seen from here. */
  readonly checks: Readonly<Record<CheckName, CheckState>>
}

/** How far a check got: `partly` where a page, or a key, is not shown enough. */
export type CheckState = 'done' | 'partly' | 'skipped'

/** What a check has to work with. */
export interface Examination {
  readonly client: OosClient
  readonly Bucket: string
  /** Origin to check CORS for. */
  readonly origin: string | undefined
  /** Whether this is a page, where the browser itself enforces CORS. */
  readonly isPage: boolean
  readonly signal: AbortSignal | undefined
  readonly find: (code: FindingCode, detail?: string) => void
  readonly done: (...checks: readonly CheckName[]) => void
  readonly partly: (check: CheckName) => void
}

/**
 * Finds out why a bucket cannot be used, from Node or from a page: it checks endpoint, https, clock,
 * signature, addressing, the key's rights and CORS, and says in plain words what to change. It reads, and
 * changes nothing: what it must send to find out what a page may do has a signature that is refused. Where
 * a server of yours signs, which signs no listings, it checks what it can without a signature.
 *
 * @throws the reason of `signal` when that is aborted; whatever else goes wrong is a finding.
 *
 * @example
 * ```ts
 * const { findings } = await doctor(client, { Bucket: 'photos' })
 * for (const { text } of findings) console.log(text)
 * ```
 */
export async function doctor(
  client: OosClient,
  { Bucket, origin, language = 'en', signal }: DoctorOptions,
): Promise<Diagnosis> {
  const findings: Finding[] = []
  const states = new Map<CheckName, CheckState>()
  // A worker has an origin as well, and Node a `location` never.
  const own = (globalThis as { location?: { origin?: string } }).location?.origin
  const isPage = own !== undefined && own !== 'null'
  const examination: Examination = {
    client,
    Bucket,
    origin: isPage ? own : origin,
    isPage,
    signal,
    find: (code, detail = '') => {
      findings.push({ code, text: textOf(code, detail, language) })
    },
    done: (...checks) => {
      for (const check of checks) states.set(check, 'done')
    },
    partly: (check) => {
      states.set(check, 'partly')
    },
  }
  const answer = await checkAccess(examination)
  if (answer && examination.origin !== undefined) await checkCors(answer, examination)
  const state = (check: CheckName): CheckState => states.get(check) ?? 'skipped'
  return {
    findings,
    checks: {
      endpoint: state('endpoint'),
      https: state('https'),
      clock: state('clock'),
      signature: state('signature'),
      addressing: state('addressing'),
      bucket: state('bucket'),
      cors: state('cors'),
      exposure: state('exposure'),
    },
  }
}
