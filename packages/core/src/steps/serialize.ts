import {
  checkBody,
  checkBucket,
  checkHeader,
  checkKey,
  checkText,
  textOf,
} from '../request/check.js'
import { loadFailure, refuser, type Refuse } from '../fault.js'
import type { Call, InputCall, Next, Result } from '../middleware.js'
import type { Writer } from '../operation.js'
import type { HttpRequest } from '../request/request.js'

/** Turns a command into the request that it describes; what cannot be sent is refused here. */
export async function serialize(call: InputCall, next: Next): Promise<Result> {
  let ready: Call
  try {
    ready = requestOf(call)
  } catch (error) {
    const loaded = await loadFailure()
    throw loaded ? loaded.inWords(error) : error
  }
  return next(ready)
}

function requestOf(call: InputCall): Call {
  const { operation, input } = call.command
  const { method, query } = operation
  const request: HttpRequest = {
    method,
    query: query ? [[query]] : [],
    headers: new Headers(),
    url: undefined,
  }
  for (const [member, binding] of Object.entries(operation.input) as [string, string | Writer][]) {
    const value = (input as Values)[member]
    const refuse = refuser(call, member)
    const written = typeof binding === 'object'
    if (value === undefined || value === null || (value === '' && binding !== 'body')) {
      if (!(written ? binding.optional : binding.endsWith('?'))) throw refuse('missing')
    } else if (written) binding.write(value, request, refuse, member, call)
    else put(request, binding, value, refuse)
  }
  const ready = { ...call, request }
  operation.check?.(ready)
  return ready
}

type Values = Readonly<Record<string, unknown>>

function put(request: HttpRequest, binding: string, value: unknown, refuse: Refuse): void {
  const [place, name] = binding.split(/[ ?]/) as [string, string]
  if (place === 'bucket') request.bucket = checkBucket(value, refuse)
  if (place === 'key') request.key = checkKey(value, refuse)
  if (place === 'body') request.body = checkBody(value, refuse)
  if (place === 'query') request.query.push([name, checkText(textOf(value, refuse), refuse)])
  if (place === 'header') request.headers.set(name, checkHeader('', textOf(value, refuse), refuse))
}
