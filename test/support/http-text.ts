/** The text of an answer, with a Content-Length unless one is given or the body comes in chunks. */
export function httpText(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const delimited = names.includes('content-length') || names.includes('transfer-encoding')
  const length = delimited || status < 200 || status === 204 || status === 304
  const fields = {
    ...headers,
    ...(length ? {} : { 'Content-Length': String(new TextEncoder().encode(body).length) }),
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${body}`
}
