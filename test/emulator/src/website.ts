import { authorise } from './access.js'
import { bucketOf, type Call } from './call.js'
import { OosFault } from './errors.js'
import { getObject, headObject } from './ops/object.js'
import type { Bucket } from './state.js'
import type { Website } from './settings.js'

/** What `emulator.requests` calls a request to a website. */
export const websiteOperation = 'GetWebsitePage'

/**
 * Answers for the website of a bucket (OOS developer document V6, 4.2.9). The bucket has to be readable for
 * everybody, since signatures count for nothing here.
 *
 * Assumed: as on Amazon S3, a path that ends with a slash means the index page of that folder; a folder
 * without the slash is redirected to it; so is an object with x-amz-website-redirect-location to where
 * that says; the error page comes with the status of the error, 403 or 404;
 * the query is not looked at; nothing but GET and HEAD is allowed.
 */
export function websitePage(call: Call): Response {
  try {
    const { method } = call.request
    if (method !== 'GET' && method !== 'HEAD') {
      const message = 'The specified method is not allowed against this resource.'
      throw new OosFault('MethodNotAllowed', message)
    }
    return pageOf(call)
  } catch (error) {
    const page = error instanceof OosFault ? errorPage(call, error) : undefined
    if (page === undefined) throw error
    return page
  }
}

/** Writes an error for people to read. Assumed: much like Amazon S3's. */
export function htmlError({ status, code, message }: OosFault, requestId: string): Response {
  const lines = { Code: code, Message: message, RequestId: requestId }
  const items = Object.entries(lines).map(([name, text]) => `<li>${name}: ${escape(text)}</li>`)
  const head = `<!doctype html>\n<html>\n<head><title>${status} ${code}</title></head>`
  const body = `<body>\n<h1>${status} ${code}</h1>\n<ul>\n${items.join('\n')}\n</ul>\n</body>`
  const headers = { 'content-type': 'text/html;charset=UTF-8' }
  return new Response(`${head}\n${body}\n</html>\n`, { status, headers })
}

function pageOf(call: Call): Response {
  const bucket = bucketOf(call)
  const { indexSuffix } = websiteOf(bucket)
  const { key } = call.resource
  if (key === '' || key.endsWith('/')) return read(call, key + indexSuffix)
  const index = `${key}/${indexSuffix}`
  if (!bucket.objects.has(key) && bucket.objects.has(index)) {
    authoriseAnybody(call, index)
    return new Response(null, { status: 302, headers: { location: `${call.target.path}/` } })
  }
  return read(call, key)
}

function websiteOf({ settings }: Bucket): Website {
  if (settings.website === undefined) {
    const message = 'The specified bucket does not have a website configuration.'
    throw new OosFault('NoSuchWebsiteConfiguration', message)
  }
  return settings.website
}

// The conditions and the range of the request are not meant for it.
function errorPage(call: Call, { status }: OosFault): Response | undefined {
  const bucket = call.world.state.buckets.get(call.resource.bucket)
  const errorKey = bucket?.settings.website?.errorKey
  if (errorKey === undefined || (status !== 403 && status !== 404)) return undefined
  try {
    const { body, headers } = read({ ...call, headers: [] }, errorKey)
    return new Response(body, { status, headers })
  } catch (error) {
    if (error instanceof OosFault) return undefined
    throw error
  }
}

function read(call: Call, key: string): Response {
  authoriseAnybody(call, key)
  const { method } = call.request
  const target = { ...call.target, query: [] }
  const meant: Call = { ...call, target, resource: { ...call.resource, key } }
  const head = headObject(meant)
  const location = head.headers.get('x-amz-website-redirect-location')
  if (location !== null) return new Response(null, { status: 301, headers: { location } })
  return method === 'HEAD' ? head : getObject(meant)
}

function authoriseAnybody(call: Call, name: string): void {
  const { circumstances } = call
  const task = { access: 's3:GetObject', bucket: bucketOf(call), name } as const
  authorise({ key: undefined, circumstances }, task)
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
