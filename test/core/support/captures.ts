import { readFileSync } from 'node:fs'

/** An answer of Ceph RGW 16.2.15 as it was recorded, in test/vectors/rgw/. */
export function captured(name: string): Response {
  const file = new URL(`../../vectors/rgw/${name}.http`, import.meta.url)
  const [head = '', body = ''] = readFileSync(file, 'utf8').split(/\r?\n\r?\n(.*)/s)
  const [first = '', ...lines] = head.split(/\r?\n/)
  const status = Number(first.split(' ')[1])
  const headers = lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2) as [string, string])
  return new Response(status === 304 ? null : body, { status, headers })
}
