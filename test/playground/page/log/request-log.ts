import { logRequests, type Middleware } from '@oos-js/core'

/** An attempt that was answered or given up. */
export interface LoggedRequest {
  readonly id: number
  readonly operation: string
  readonly part: string | undefined
  readonly attempt: number
  /** HTTP status, or undefined if there was no answer. */
  readonly status: number | undefined
  readonly milliseconds: number
  /** The line of the SDK's own logger, which tells no secret. */
  readonly line: string
}

/** Middleware for the step `wire` that hands on each attempt once it has ended. */
export function watchRequests(take: (request: LoggedRequest) => void): Middleware {
  let id = 0
  return async (call, next) => {
    const start = performance.now()
    let status: number | undefined
    const lines: string[] = []
    const keep = (line: string): void => void lines.push(line)
    try {
      return await logRequests({ info: keep, warn: keep })(call, async (changed) => {
        const result = await next(changed)
        status = result.response.status
        return result
      })
    } finally {
      take({
        id: ++id,
        operation: call.command.operation.name,
        part: /[?&]partNumber=(\d+)/.exec(call.request.url ?? '')?.[1],
        attempt: call.attempt,
        status,
        milliseconds: Math.round(performance.now() - start),
        line: lines.join(''),
      })
    }
  }
}
