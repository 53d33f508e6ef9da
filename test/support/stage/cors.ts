import type { Emulator } from '@oos-js/emulator'

/** Lets the CORS rules of buckets in path style act, until the emulator does it by itself. */
export function withCors(emulator: Emulator): Pick<Emulator, 'handle'> {
  return {
    async handle(request, context) {
      const { headers, url, method } = request
      const origin = headers.get('origin')
      if (origin === null) return emulator.handle(request, context)
      const preflight = method === 'OPTIONS'
      const wanted = preflight ? headers.get('access-control-request-method') : method
      const bucket = decodeURIComponent(new URL(url).pathname.split('/', 2)[1] ?? '')
      const rule = emulator.buckets
        .get(bucket)
        ?.settings.cors?.find(
          ({ origins, methods }) =>
            origins.some((pattern) => isLike(origin, pattern)) && methods.includes(wanted ?? ''),
        )
      const asked = (headers.get('access-control-request-headers') ?? '').split(',')
      const allowed = (name: string): boolean =>
        rule?.headers.some((pattern) => isLike(name.trim(), pattern.toLowerCase())) ?? false
      if (preflight && !asked.filter(Boolean).every(allowed)) {
        return new Response(null, { status: 403 })
      }
      if (rule === undefined) {
        return preflight ? new Response(null, { status: 403 }) : emulator.handle(request, context)
      }
      const response = preflight
        ? new Response(null, { status: 200 })
        : await emulator.handle(request, context)
      const answer = new Response(response.body, response)
      answer.headers.set('access-control-allow-origin', origin)
      answer.headers.set('vary', 'Origin')
      if (preflight) {
        answer.headers.set('access-control-allow-methods', rule.methods.join(', '))
        answer.headers.set('access-control-allow-headers', asked.join(', '))
      } else if (rule.exposed.length > 0) {
        answer.headers.set('access-control-expose-headers', rule.exposed.join(', '))
      }
      return answer
    },
  }
}

function isLike(text: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('*')
  return end === undefined ? text === pattern : text.startsWith(start) && text.endsWith(end)
}
