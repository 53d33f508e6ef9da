import { isOosError, type MiddlewareStack, type OosError } from '@oos-js/core'
import { ListObjectsCommand, type ListObjectsInput } from '../../bucket/ListObjects.js'
import type { Examination } from './doctor.js'

/** What one request to a bucket told, whether or not it succeeded. */
export interface Probe {
  /** Address that was asked, or would have been. */
  readonly url: URL
  /** Headers that were sent; absent if there was nothing to sign them with, or no way to send them. */
  readonly sent: Headers | undefined
  /** Headers of the answer that can be seen; absent without an answer. */
  readonly headers: Headers | undefined
  /** Why it failed; absent if it did not. */
  readonly error: OosError | undefined
}

/** A request of the doctor's own, which the client's key does not sign. */
export interface Unsigned {
  readonly url: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Lists a single key of the bucket, once. It is the least that tells errors apart: HEAD has no codes. */
export function probe(
  examination: Examination,
  input: Partial<ListObjectsInput> = {},
  extra: Readonly<Record<string, string>> = {},
): Promise<Probe> {
  return send(examination, input, (stack, see) =>
    stack.with(
      'doctor',
      async (call, next) => {
        const { request } = call
        const headers = new Headers([...request.headers, ...Object.entries(extra)])
        return see(request.url ?? '', headers, next({ ...call, request: { ...request, headers } }))
      },
      { step: 'wire' },
    ),
  )
}

/** Sends what the client would not, by the client's transport. */
export function ask(
  examination: Examination,
  { url, method = 'GET', headers: given = {} }: Unsigned,
): Promise<Probe> {
  return send(examination, {}, (stack, see) =>
    stack.with('sign', async (call, next) => {
      const headers = new Headers(given)
      const request = { ...call.request, url, headers, method: method as 'GET' }
      return see(url, headers, next({ ...call, request }))
    }),
  )
}

type See = <Answer extends { readonly response: Response }>(
  url: string,
  sent: Headers,
  answer: Promise<Answer>,
) => Promise<Answer>

async function send(
  { client, Bucket, signal }: Examination,
  input: Partial<ListObjectsInput>,
  change: (stack: MiddlewareStack, see: See) => MiddlewareStack,
): Promise<Probe> {
  // Input that cannot be sent, and what cannot be signed, never gets as far as an address.
  let url = new URL(`${client.endpoint.replace(/\/$/, '')}/${Bucket}/`)
  let sent: Headers | undefined
  let headers: Headers | undefined
  let error: OosError | undefined
  const see: See = async (address, leaving, answer) => {
    url = new URL(address)
    sent = leaving
    const result = await answer
    headers = result.response.headers
    return result
  }
  try {
    await client.send(new ListObjectsCommand({ Bucket, MaxKeys: 1, ...input }), {
      signal,
      maxAttempts: 1,
      middleware: (stack) => change(stack, see),
    })
  } catch (cause) {
    signal?.throwIfAborted()
    if (!isOosError(cause)) throw cause
    error = cause
  }
  // A member of the input, not a provider that gave no credentials.
  if (error?.code === 'InvalidInput' && error.member === 'Bucket') throw error
  return { url, sent, headers, error }
}
