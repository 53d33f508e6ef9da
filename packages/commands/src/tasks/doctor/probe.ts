import { isOosError, type OosError } from '@oos-js/core'
import { ListObjectsCommand, type ListObjectsInput } from '../../bucket/ListObjects.js'
import type { Examination } from './doctor.js'

/** What one listing of a bucket told, whether or not it succeeded. */
export interface Probe {
  /** Address that was asked. */
  readonly url: URL
  /** Id of the key that signed; absent for anonymous clients. */
  readonly accessKeyId: string | undefined
  /** Headers of the answer that can be seen; absent without an answer. */
  readonly headers: Headers | undefined
  /** Why it failed; absent if it did not. */
  readonly error: OosError | undefined
}

/** How a probe differs from a plain listing. */
export interface ProbeChanges {
  readonly input?: Partial<ListObjectsInput>
  /** Method to send instead of GET. */
  readonly method?: string
  /** Headers in place of the signed ones. */
  readonly headers?: Readonly<Record<string, string>>
  /** Headers beside the signed ones. */
  readonly extra?: Readonly<Record<string, string>>
  /** Address to send it to instead. */
  readonly url?: string
}

/** Lists a single key of the bucket, once. It is the least that tells errors apart: HEAD has no codes. */
export async function probe(
  { client, Bucket, signal }: Examination,
  { input, method, headers, extra = {}, url }: ProbeChanges = {},
): Promise<Probe> {
  const seen: { url?: URL; accessKeyId?: string | undefined; headers?: Headers } = {}
  let error: OosError | undefined
  try {
    await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, ...input }), {
      signal,
      maxAttempts: 1,
      middleware: (stack) =>
        stack.with(
          'doctor',
          async (call, next) => {
            const { request } = call
            seen.url = new URL(request.url ?? '')
            seen.accessKeyId = /^AWS ([^:]+):/.exec(request.headers.get('authorization') ?? '')?.[1]
            const changed = {
              ...request,
              method: (method ?? request.method) as 'GET',
              headers: new Headers([
                ...(headers ? [] : request.headers),
                ...Object.entries({ ...headers, ...extra }),
              ]),
              url: url ?? request.url ?? '',
            }
            const result = await next({ ...call, request: changed })
            seen.headers = result.response.headers
            return result
          },
          { step: 'wire' },
        ),
    })
  } catch (cause) {
    signal?.throwIfAborted()
    if (!isOosError(cause)) throw cause
    error = cause
  }
  // Input that is refused never gets as far as an address.
  if (!seen.url) throw error ?? new Error('no request was made')
  return { url: seen.url, accessKeyId: seen.accessKeyId, headers: seen.headers, error }
}
