import { deserialize } from '../deserialize.js'
import { errorOf } from '../error-answer.js'
import type { Middleware } from '../middleware.js'
import { readText } from '../read-text.js'

/** Turns an answer into the command's output, or into an error. */
export const decode: Middleware = async (call, next) => {
  const { response } = await next(call)
  if (!response.ok) throw errorOf(await readText(response, call), response, call)
  return { response, output: await deserialize(response, call) }
}
