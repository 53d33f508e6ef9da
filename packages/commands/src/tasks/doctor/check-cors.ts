import type { Examination } from './doctor.js'
import { probe } from './probe.js'

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']

/** What the commands send beside the headers that need no leave. */
const requestHeaders = [
  'authorization',
  'x-amz-date',
  'content-type',
  'content-md5',
  'x-amz-meta-name',
]

/** What this SDK has to see: for uploads, clocks, waits and support. */
const answerHeaders = ['ETag', 'Date', 'Retry-After', 'x-amz-request-id']

/** Checks what pages of the origin may do with the bucket. */
export async function checkCors(examination: Examination): Promise<void> {
  examination.done('cors')
  if (examination.isPage) await checkInPage(examination)
  else await checkByPreflight(examination)
}

/** Outside a page, where nothing enforces CORS, the preflight can be sent by hand. */
async function checkByPreflight(examination: Examination): Promise<void> {
  const { origin = '', find } = examination
  const isAllowed = async (method: string, header?: string): Promise<boolean> => {
    const { headers } = await probe(examination, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        ...(header && { 'access-control-request-headers': header }),
      },
    })
    const allowed = headers?.get('access-control-allow-origin')
    return allowed === '*' || allowed === origin
  }
  const verdicts = await Promise.all(methods.map((method) => isAllowed(method)))
  const allowed = methods.filter((_, index) => verdicts[index])
  const [method] = allowed
  if (method === undefined) {
    find('CorsMissing', origin)
    return
  }
  reportMissing('CorsMethods', methods, allowed, examination)
  const headerVerdicts = await Promise.all(requestHeaders.map((name) => isAllowed(method, name)))
  const allowedHeaders = requestHeaders.filter((_, index) => headerVerdicts[index])
  reportMissing('CorsHeaders', requestHeaders, allowedHeaders, examination)
  if (allowed.includes('GET')) await checkExposureByHeader(examination)
}

async function checkExposureByHeader(examination: Examination): Promise<void> {
  const { origin = '' } = examination
  const { headers } = await probe(examination, { extra: { origin } })
  const exposed = (headers?.get('access-control-expose-headers') ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
  const seen = answerHeaders.filter((name) => exposed.includes(name.toLowerCase()))
  examination.done('exposure')
  reportMissing('CorsExposure', answerHeaders, seen, examination)
}

/**
 * In a page, a request with an impossible key: if its method is allowed the service refuses it, which can
 * be read; if not, the browser does. It changes nothing, being refused in both cases.
 */
async function checkInPage(examination: Examination): Promise<void> {
  const isAllowed = async (method: string): Promise<boolean> => {
    const { headers } = await probe(examination, {
      method,
      headers: { authorization: 'AWS nobody:nothing' },
    })
    return headers !== undefined
  }
  // Where errors carry no CORS headers nothing can be told apart.
  if (await isAllowed('GET')) {
    const verdicts = await Promise.all(methods.map(isAllowed))
    const allowed = methods.filter((_, index) => verdicts[index])
    reportMissing('CorsMethods', methods, allowed, examination)
  }
  const { headers } = await probe(examination)
  // Listings have no ETag and no Retry-After: whether they are exposed only an upload can tell.
  const visible = ['Date', 'x-amz-request-id']
  examination.done('exposure')
  reportMissing(
    'CorsExposure',
    visible,
    visible.filter((name) => headers?.has(name)),
    examination,
  )
}

function reportMissing(
  code: 'CorsMethods' | 'CorsHeaders' | 'CorsExposure',
  wanted: readonly string[],
  found: readonly string[],
  { find }: Examination,
): void {
  const missing = wanted.filter((name) => !found.includes(name))
  if (missing.length > 0) find(code, missing.join(', '))
}
