import { printable } from './errors.js'
import type { Middleware } from './middleware.js'

/** What takes lines of text; the console is one. */
export interface Logger {
  /** Takes a line about a request that was answered. */
  info(line: string): void
  /** Takes a line about one that was refused or not answered. */
  warn(line: string): void
}

/**
 * Middleware that logs a line for each attempt: operation, method, URL, which attempt, status, request id
 * and milliseconds. Headers and bodies are not logged, and of a URL nothing that is a signature, a key id
 * or a token: a line tells no secret.
 *
 * @example
 * ```ts
 * client.use('log', logRequests(console), { step: 'wire' })
 * ```
 */
export function logRequests(logger: Logger): Middleware {
  return async (call, next) => {
    const { request, attempt, command } = call
    const start = performance.now()
    const line = (outcome: string): string =>
      printable(
        `${command.operation.name} ${request.method} ${redactUrl(request.url ?? '')} ` +
          `attempt ${attempt}: ${outcome}, ${Math.round(performance.now() - start)} ms`,
      )
    try {
      const result = await next(call)
      const { status, headers } = result.response
      const id = headers.get('x-amz-request-id') ?? headers.get('x-ctyun-request-id')
      logger[status < 400 ? 'info' : 'warn'](line(`${status}${id ? ` ${id}` : ''}`))
      return result
    } catch (error) {
      // Not its message: a transport of somebody else's may say anything in it.
      const { code = 'no answer' } = Object(error) as { code?: string }
      logger.warn(line(code))
      throw error
    }
  }
}

/** A URL without the values that let who reads them act for the owner of the key. */
function redactUrl(url: string): string {
  return url.replace(
    /([?&](?:Signature|AWSAccessKeyId|x-amz-[\w-]*token|X-Amz-(?:Signature|Credential))=)[^&#]*/gi,
    '$1***',
  )
}
