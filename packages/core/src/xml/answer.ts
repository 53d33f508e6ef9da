import { errorOf } from '../error-answer.js'
import { fault } from '../fault.js'
import type { Call } from '../middleware.js'
import { readText } from '../read-text.js'
import { decodeMembers } from './decode.js'
import type { XmlElement } from './element.js'

/** Bytes of a document that are read; 1000 keys of 1024 bytes, each byte a reference, come to less. */
const limit = 16_777_216

/** Reads output members from a document, which may turn out to be an error inside a success. */
export async function readDocument(
  response: Response,
  call: Call,
  parse: (text: string) => Promise<XmlElement>,
): Promise<object> {
  const { root, output } = call.command.operation
  const text = await readText(response, call, limit)
  let document: XmlElement
  try {
    document = await parse(text)
  } catch (cause) {
    throw fault(call, {
      code: 'InvalidResponse',
      message: 'the answer is not a complete XML document',
      status: response.status,
      cause,
    })
  }
  if (document.name === 'Error') throw errorOf(document, response, call)
  if (document.name !== root) {
    throw fault(call, {
      code: 'InvalidResponse',
      message: `the answer is <${document.name}>, not <${root}>`,
      status: response.status,
    })
  }
  return decodeMembers(document, output, call)
}
