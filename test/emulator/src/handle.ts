import { corsHeaders } from './cors.js'
import { dispatch } from './dispatch.js'
import { errorResponse, OosFault } from './errors.js'
import { truncate } from './faults.js'
import type { RecordedRequest } from './recorded-request.js'
import { htmlError, websiteOperation } from './website.js'
import type { HandleContext, World } from './world.js'

/** Answers one request: records it, has it done, and gives every answer what all answers have. */
export async function handle(
  world: World,
  request: Request,
  context: HandleContext,
): Promise<Response> {
  request.signal.throwIfAborted()
  const now = world.clock.now()
  const requestId = world.ids.requestId()
  const rawTarget = context.rawTarget ?? targetOf(request.url)
  const record: RecordedRequest = {
    method: request.method,
    rawTarget,
    headers: context.rawHeaders ?? [...request.headers],
    requestId,
    bodyLength: 0,
    operation: undefined,
    status: 0,
    bucket: undefined,
    key: undefined,
  }
  world.requests.push(record)

  const answer = async (): Promise<Response> => {
    try {
      const { response, cut, raw } = await dispatch(world, request, context, record, now)
      if (raw) return response
      const dressed = dress(world, response, record, now)
      return cut === undefined ? dressed : truncate(dressed, cut)
    } catch (error) {
      if (!(error instanceof OosFault)) throw error
      return dress(world, refusal(error, record), record, now)
    }
  }
  const response = await unlessAborted(answer(), request.signal)
  record.status = response.status
  return response
}

function refusal(error: OosFault, { rawTarget, requestId, operation }: RecordedRequest): Response {
  if (operation === websiteOperation) return htmlError(error, requestId)
  return errorResponse(error, rawTarget.split('?', 1)[0] ?? '/', requestId)
}

function targetOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

// OOS developer document V6, 4.5: these headers come with every answer. An answer to HEAD has no body.
function dress(world: World, response: Response, record: RecordedRequest, now: number): Response {
  const { status } = response
  const { method, headers: sent, requestId } = record
  const headers = new Headers(response.headers)
  headers.set('x-amz-request-id', requestId)
  headers.set('date', new Date(now).toUTCString())
  headers.set('server', 'CTYUN')
  const body = method === 'HEAD' ? null : response.body
  const bucket = world.state.buckets.get(record.bucket ?? '')
  const dressed = new Response(body, { status, headers })
  const cors = corsHeaders(world, { method, headers: sent, bucket }, dressed)
  for (const [name, value] of Object.entries(cors)) dressed.headers.set(name, value)
  return dressed
}

// As fetch does it: whoever gave up on a request gets the reason at once.
async function unlessAborted(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  let abort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      reject(signal.reason as Error)
    }
  })
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([aborted, answer])
  } finally {
    signal.removeEventListener('abort', abort)
    answer.catch(() => undefined)
  }
}
