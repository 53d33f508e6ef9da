import { logRequest, logsAreDue, writeLogs } from './access-log.js'
import { ConnectionDropped } from './connection-dropped.js'
import { corsHeaders } from './cors.js'
import { dispatch } from './dispatch.js'
import { errorResponse, OosFault } from './errors.js'
import type { RecordedRequest } from './recorded-request.js'
import { watchBody } from './watch-body.js'
import { htmlError, websiteOperation } from './website.js'
import type { HandleContext, World } from './world.js'

/** Answers one request: records it, has it done, and gives every answer what all answers have. */
export async function handle(
  world: World,
  request: Request,
  context: HandleContext,
): Promise<Response> {
  request.signal.throwIfAborted()
  if (logsAreDue(world)) world.background.add(writeLogs(world))
  const requestId = world.ids.requestId()
  const rawTarget = context.rawTarget ?? targetOf(request.url)
  const record: RecordedRequest = {
    method: request.method,
    rawTarget,
    headers: context.rawHeaders ?? [...request.headers],
    requestId,
    time: world.clock.now(),
    bodyLength: 0,
    operation: undefined,
    part: undefined,
    status: 0,
    bucket: undefined,
    key: undefined,
    requester: undefined,
    errorCode: undefined,
    aborted: false,
  }
  world.requests.push(record)
  if (world.requests.length > world.requestsKept) world.requests.shift()

  const answer = async (): Promise<Response> => {
    try {
      const { response, breakOff, raw } = await dispatch(world, request, context, record)
      if (raw) return response
      const dressed = dress(world, response, record)
      return breakOff === undefined ? dressed : breakOff(dressed)
    } catch (error) {
      if (!(error instanceof OosFault)) throw error
      return dress(world, refusal(world, error, record), record)
    }
  }
  const aborted = (): void => {
    record.aborted = true
  }
  request.signal.addEventListener('abort', aborted)
  const over = (): void => {
    request.signal.removeEventListener('abort', aborted)
  }
  const response = await unlessAborted(answer(), request.signal).catch((error: unknown) => {
    // Whatever else ends a request without an answer, the client's body did.
    if (!(error instanceof ConnectionDropped)) aborted()
    over()
    throw error
  })
  record.status = response.status
  logRequest(world, record, context.address, response)
  return watchBody(response, { over, cancelled: aborted })
}

function refusal(world: World, error: OosFault, record: RecordedRequest): Response {
  record.errorCode = error.code
  return record.operation === websiteOperation
    ? htmlError(error, record.requestId)
    : errorResponse(error, record, isBare(world, error) ? [] : error.fields)
}

function isBare({ switches }: World, { code }: OosFault): boolean {
  return code === 'SignatureDoesNotMatch' && switches.signatureErrors === 'bare'
}

function targetOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

// OOS developer document V6, 4.5: these headers come with every answer. An answer to HEAD has no body.
function dress(world: World, response: Response, record: RecordedRequest): Response {
  const { status } = response
  const { method, headers: sent, requestId, time } = record
  const headers = new Headers(response.headers)
  headers.set('x-amz-request-id', requestId)
  headers.set('date', new Date(time).toUTCString())
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
  } catch (error) {
    // Nobody will read an answer that comes too late.
    void answer.then((late) => late.body?.cancel()).catch(() => undefined)
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
