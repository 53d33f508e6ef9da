import { isOosError } from '@oos-js/core'
import { GetBucketCorsCommand } from '../../bucket/GetBucketCors.js'
import type { StoredCORSRule } from '../../shapes/cors.js'
import type { Examination } from './doctor.js'
import { ask, probe, type Probe } from './probe.js'

/** What this SDK has to see: for uploads, clocks, waits and support. */
const answerHeaders = ['ETag', 'Date', 'Retry-After', 'x-amz-request-id']

/** Finds the headers of answers that pages of the origin would need to see and do not. */
export async function checkExposure(
  { url, headers }: Probe,
  examination: Examination,
): Promise<string[]> {
  return examination.isPage
    ? hiddenInPage(headers ?? new Headers(), examination)
    : hiddenByHeader(url, examination)
}

async function hiddenByHeader(url: URL, examination: Examination): Promise<string[]> {
  const { origin = '', done, partly } = examination
  const signed = await probe(examination, {}, { origin })
  const unsigned = { url: url.href, headers: { origin } }
  const { headers } = signed.sent ? signed : await ask(examination, unsigned)
  // Errors may carry no CORS headers: then nothing is known.
  if (!headers?.has('access-control-allow-origin')) {
    partly('exposure')
    return []
  }
  done('exposure')
  const exposed = headers.get('access-control-expose-headers') ?? ''
  return hiddenBy(exposed.split(',').map((name) => name.trim()))
}

/** Every answer has a date and an id; the others come with uploads and refusals, so the rules are read. */
async function hiddenInPage(seen: Headers, examination: Examination): Promise<string[]> {
  const { done, partly } = examination
  const rules = await readRules(examination)
  if (rules) done('exposure')
  else partly('exposure')
  return answerHeaders.filter((name) =>
    /^(Date|x-amz-request-id)$/.test(name)
      ? !seen.has(name)
      : rules?.some(({ ExposeHeaders }) => hiddenBy(ExposeHeaders).includes(name)),
  )
}

/** The rules under which pages of the origin download and upload; nothing if this key may not read them. */
async function readRules({
  client,
  Bucket,
  origin = '',
  signal,
}: Examination): Promise<StoredCORSRule[] | undefined> {
  try {
    const { CORSRules } = await client.send(new GetBucketCorsCommand({ Bucket }), {
      signal,
      maxAttempts: 1,
    })
    return (['GET', 'PUT'] as const).flatMap((method) => {
      const isFor = ({ AllowedMethods, AllowedOrigins }: StoredCORSRule): boolean =>
        AllowedMethods.includes(method) && AllowedOrigins.some((one) => matches(one, origin))
      return CORSRules.find(isFor) ?? []
    })
  } catch (error) {
    signal?.throwIfAborted()
    if (isOosError(error)) return undefined
    throw error
  }
}

/** There is at most one `*` in a pattern (OOS developer document V6, 4.2.21). */
function matches(pattern: string, origin: string): boolean {
  const [start = '', end] = pattern.split('*')
  if (end === undefined) return pattern === origin
  const rest = origin.length - start.length - end.length
  return rest >= 0 && origin.startsWith(start) && origin.endsWith(end)
}

function hiddenBy(exposed: readonly string[]): string[] {
  const names = exposed.map((name) => name.toLowerCase())
  return names.includes('*')
    ? []
    : answerHeaders.filter((name) => !names.includes(name.toLowerCase()))
}
