import { checkExposure } from './check-exposure.js'
import type { Examination } from './doctor.js'
import { ask, type Probe } from './probe.js'

const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE']

/** What the commands send beside the headers that need no leave, with values that need one. */
const requestHeaders: Readonly<Record<string, string>> = {
  authorization: 'AWS nobody:nothing',
  'x-amz-date': 'Thu, 01 Jan 1970 00:00:00 GMT',
  'x-amz-security-token': 'none',
  'content-type': 'application/octet-stream',
  'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==',
  'x-amz-meta-name': 'none',
}

/** Whether pages may send this method with these headers. */
type IsAllowed = (method: string, headers: Readonly<Record<string, string>>) => Promise<boolean>

/**
 * Checks what pages of the origin may do with the bucket.
 *
 * @param first - A request that was answered, or one that a browser keeps the answer to from the page.
 * @returns whether anything was found.
 */
export async function checkCors(first: Probe, examination: Examination): Promise<boolean> {
  const { isPage, origin, find, done, partly } = examination
  const isAllowed = isPage
    ? seesAnswer(first.url, examination)
    : passesPreflight(first.url, examination)
  const allowed = await filtered(methods, (method) => isAllowed(method, {}))
  done('cors')
  if (allowed.length === 0) {
    // Where errors carry no CORS headers a page cannot tell them from a method that is not allowed.
    if (isPage && first.headers) partly('cors')
    else find('CorsMissing', origin)
  }
  let found = allowed.length === 0
  const report: Report = (code, missing) => {
    if (missing.length > 0) find(code, missing.join(', '))
    found ||= missing.length > 0
  }
  if (allowed.length > 0) {
    report('CorsMethods', except(methods, allowed))
    report('CorsHeaders', await refusedHeaders(allowed, isAllowed, first.sent))
  }
  if (first.headers && (isPage || allowed.includes('GET'))) {
    report('CorsExposure', await checkExposure(first, examination))
  }
  return found
}

type Report = (
  code: 'CorsMethods' | 'CorsHeaders' | 'CorsExposure',
  missing: readonly string[],
) => void

/** Outside a page, where nothing enforces CORS, the preflight can be sent by hand. */
function passesPreflight({ href: url }: URL, examination: Examination): IsAllowed {
  const { origin = '' } = examination
  return async (method, headers) => {
    const names = Object.keys(headers).join(', ')
    const answer = await ask(examination, {
      url,
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': method,
        ...(names && { 'access-control-request-headers': names }),
      },
    })
    const allowed = answer.headers?.get('access-control-allow-origin')
    return allowed === '*' || allowed === origin
  }
}

/**
 * In a page, a request with an impossible signature: if it is allowed the service refuses it, which can be
 * read; if not, the browser does. It changes nothing, being refused in both cases.
 */
function seesAnswer({ origin, pathname }: URL, examination: Examination): IsAllowed {
  return async (method, headers) => {
    // Browsers remember for a URL which methods were allowed, and which headers, but not which of them together.
    const expires = Math.floor(Math.random() * 1e9)
    const url = `${origin}${pathname}?AWSAccessKeyId=nobody&Expires=${expires}&Signature=none`
    return (await ask(examination, { url, method, headers })).headers !== undefined
  }
}

/** The headers that some method may not be sent with. One by one only if not all of them may go together. */
async function refusedHeaders(
  allowed: readonly string[],
  isAllowed: IsAllowed,
  sent: Iterable<readonly [string, string]> = [],
): Promise<string[]> {
  const headers = Object.entries({ ...Object.fromEntries(sent), ...requestHeaders })
  const all = Object.fromEntries(headers)
  const strict = await filtered(allowed, async (method) => !(await isAllowed(method, all)))
  const refused = await filtered(headers, async ([name, value]) => {
    const verdicts = await Promise.all(strict.map((method) => isAllowed(method, { [name]: value })))
    return verdicts.includes(false)
  })
  return refused.map(([name]) => name)
}

async function filtered<Item>(
  items: readonly Item[],
  test: (item: Item) => Promise<boolean>,
): Promise<Item[]> {
  const verdicts = await Promise.all(items.map(test))
  return items.filter((_, index) => verdicts[index])
}

function except(wanted: readonly string[], found: readonly string[]): string[] {
  return wanted.filter((name) => !found.includes(name))
}
