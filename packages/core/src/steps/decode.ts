import { deserialize } from '../answer/deserialize.js'
import { errorOf } from '../fault.js'
import type { Middleware } from '../middleware.js'
import { readText } from '../answer/read-text.js'

/** Turns an answer into the command's output, or into an error. */
export const decode: Middleware = async (call, next) => {
  const result = await next(call)
  const { response } = result
  if (!response.ok) throw await errorOf(call, result, await readText(response, call))
  return { response, output: await deserialize(response, call) }
}
