import { createHmac } from 'node:crypto'
import { stringToSign } from '@oos-js/core'

/**
 * Makes a function that sends one request as it is told and gives the answer as it came: some questions are
 * about requests that the SDK never makes.
 */
export function createExchange({ endpoint, credentials, Bucket, fetch = globalThis.fetch }) {
  /**
   * @param request.key - Key; without it the request is about the bucket, or with `service` about neither.
   * @param request.query - Query as sent, without its question mark.
   * @param request.signed - Changes the string to sign before it is signed.
   * @param request.skew - Milliseconds that the date of the request is off.
   * @param request.isAnonymous - Sends no signature at all.
   */
  return async function exchange({
    method = 'GET',
    service = false,
    key = '',
    query = '',
    headers = {},
    body,
    signed = (text) => text,
    skew = 0,
    secret = credentials.secretAccessKey,
    isAnonymous = false,
  }) {
    const path = service ? '/' : `/${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
    const target = query === '' ? path : `${path}?${query}`
    const dated = { ...headers, 'x-amz-date': new Date(Date.now() + skew).toUTCString() }
    const text = signed(stringToSign({ method, target, headers: Object.entries(dated) }))
    const signature = createHmac('sha1', secret).update(text).digest('base64')
    const authorization = isAnonymous
      ? {}
      : { ...dated, authorization: `AWS ${credentials.accessKeyId}:${signature}` }
    const response = await fetch(`${endpoint}${target}`, {
      method,
      headers: isAnonymous ? headers : authorization,
      // Bytes, since a text would get a Content-Type that is not signed.
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
      redirect: 'manual',
    })
    const answer = method === 'HEAD' ? '' : await response.text()
    const [, code = ''] = /<Code>([^<]*)<\/Code>/.exec(answer) ?? []
    return { status: response.status, headers: response.headers, text: answer, code }
  }
}

/** Says what an answer was, for the evidence: status, code and the id that the vendor finds it by. */
export function describeAnswer({ status, code, headers }) {
  const id = headers.get('x-amz-request-id') ?? headers.get('x-ctyun-request-id')
  return [String(status), code, id === null ? '' : `(${id})`].filter(Boolean).join(' ')
}
