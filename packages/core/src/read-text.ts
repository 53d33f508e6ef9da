import { fault } from './fault.js'
import type { Call } from './middleware.js'

/**
 * Reads an answer's body as text, up to a limit, at which the rest is given up.
 *
 * @param limit - Bytes.
 */
export async function readText(response: Response, call: Call, limit: number): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      size += value.length
      text += decoder.decode(value, { stream: true })
      if (size > limit) {
        await reader.cancel()
        return text
      }
    }
  } catch (cause) {
    call.signal?.throwIfAborted()
    throw fault(call, {
      code: 'NetworkError',
      message: 'the answer broke off',
      status: response.status,
      cause,
    })
  }
}
