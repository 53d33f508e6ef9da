import {
  checkBody,
  checkBucket,
  checkHeader,
  checkKey,
  checkName,
  checkRange,
  checkText,
} from '../check.js'
import { invalid } from '../fault.js'
import type { AnyCommand } from '../command.js'
import type { InputCall, Next, Result } from '../middleware.js'
import type { WriteTarget, Writer } from '../operation.js'
import type { HttpRequest } from '../request.js'

/** Turns a command into the request that it describes; what cannot be sent is refused here. */
export async function serialize(call: InputCall, next: Next): Promise<Result> {
  return next({ ...call, request: requestFor(call.command) })
}

function requestFor({ operation, input }: AnyCommand): HttpRequest {
  const request: HttpRequest = {
    method: operation.method,
    query: operation.query === undefined ? [] : [[operation.query]],
    headers: new Headers(),
  }
  const values = input as Readonly<Record<string, unknown>>
  const bindings = operation.input as Readonly<Record<string, string | Writer<unknown>>>
  const ranges = (operation.range ?? {}) as Readonly<Record<string, readonly [number, number]>>

  for (const [member, binding] of Object.entries(bindings)) {
    const value = values[member]
    const target = { operation: operation.name, member }
    const [, place = '', name = '', mark] =
      typeof binding === 'string' ? (/^(\w+) ?(.*?)(\?)?$/.exec(binding) ?? []) : []
    if (value === undefined || value === null || (value === '' && place !== 'body')) {
      if (mark || (typeof binding === 'object' && binding.optional)) continue
      throw invalid(operation.name, member, 'is required')
    }
    const range = ranges[member]
    if (range) checkRange(target, value, range)
    if (typeof binding === 'object') binding.write(value, request, target)
    else put(request, target, place, name, value)
  }
  return request
}

function put(
  request: HttpRequest,
  target: WriteTarget,
  place: string,
  name: string,
  value: unknown,
): void {
  if (place === 'bucket') request.bucket = checkBucket(target, value)
  else if (place === 'key') request.key = checkKey(target, value)
  else if (place === 'query') request.query.push([name, checkText(target, text(value))])
  else if (place === 'header') request.headers.set(name, checkHeader(target, text(value)))
  else if (place === 'body') request.body = checkBody(target, value)
  else {
    for (const [suffix, entry] of Object.entries(value as Readonly<Record<string, unknown>>)) {
      request.headers.set(checkName(target, name + suffix), checkHeader(target, text(entry)))
    }
  }
}

function text(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value)
}
