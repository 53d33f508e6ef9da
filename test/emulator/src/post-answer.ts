import { xmlAnswer } from './answers.js'
import type { Call } from './call.js'
import { fieldText } from './multipart-form.js'
import type { Fields } from './post-auth.js'
import { element } from './xml.js'

/**
 * Answers a form as it has asked (OOS developer document V6, 4.3.14), with the headers of the PUT that it
 * stood for: 204 unless it says 200 or 201, or where the page is to go next.
 */
export function postAnswer(call: Call, fields: Fields, stored: Response): Response {
  const headers = new Headers(stored.headers)
  const etag = headers.get('etag') ?? ''
  const { bucket } = call.resource
  const key = call.record.key ?? ''
  const redirect = redirectTo(fields, { bucket, key, etag })
  if (redirect !== undefined) {
    headers.set('location', redirect)
    return new Response(null, { status: 303, headers })
  }
  const status = fields.get('success_action_status')
  if (status === '200') return new Response(null, { status: 200, headers })
  headers.delete('content-length')
  if (status !== '201') return new Response(null, { status: 204, headers })
  const { origin } = new URL(call.request.url)
  const path = `${call.target.path.replace(/\/$/, '')}/${encodeURIComponent(key).replaceAll('%2F', '/')}`
  const location = `${origin.split(':', 1)[0]}://${call.host}${path}`
  const root = element(
    'PostResponse',
    element('Location', location),
    element('Bucket', bucket),
    element('Key', key),
    element('ETag', etag),
  )
  const document = xmlAnswer(root, null)
  for (const [name, value] of document.headers) headers.set(name, value)
  headers.set('location', location)
  return new Response(document.body, { status: 201, headers })
}

// `redirect` is the old name. Assumed: what is no address of the web is as good as none.
function redirectTo(fields: Fields, more: Readonly<Record<string, string>>): string | undefined {
  const given = fields.get('success_action_redirect') ?? fields.get('redirect') ?? ''
  const text = fieldText(given)
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  const pairs = Object.entries(more).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  url.search = [...(url.search === '' ? [] : [url.search]), ...pairs].join('&')
  return url.href
}
