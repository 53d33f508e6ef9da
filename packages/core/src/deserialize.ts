import { fault } from './fault.js'
import type { Call } from './middleware.js'
import { requestIdOf, type ResponseMetadata } from './output.js'
import { readText } from './read-text.js'

/** Reads a successful answer into the members that the operation's descriptor names. */
export async function deserialize(response: Response, call: Call): Promise<object> {
  const { operation } = call.command
  const output: Record<string, unknown> = {
    ...(await (operation.read ?? readNothing)(response, call)),
  }
  for (const [member, source] of Object.entries(
    operation.output as Readonly<Record<string, unknown>>,
  )) {
    const [, place, name = '', type] =
      (typeof source === 'string' && /^(header|meta) (\S+) ?(\w*)/.exec(source)) || []
    if (place === 'meta') output[member] = gather(response.headers, name)
    if (place !== 'header') continue
    const value = convert(response.headers.get(name), type)
    if (value !== undefined) output[member] = value
  }
  const requestId = requestIdOf(response.headers)
  const metadata: ResponseMetadata = {
    status: response.status,
    ...(requestId !== undefined && { requestId }),
    attempts: call.attempt,
    headers: response.headers,
  }
  return { ...output, $metadata: metadata }
}

/** For operations that answer with headers alone: a web page instead comes from a proxy, not from OOS. */
async function readNothing(response: Response, call: Call): Promise<object> {
  const text = await readText(response, call, 1024)
  if (/^\s*<(?:!doctype|html|Error)/i.test(text)) {
    throw fault(call, {
      code: 'InvalidResponse',
      message: 'the answer has a page where there should be none',
      status: response.status,
    })
  }
  return {}
}

function convert(text: string | null, type: string | undefined): unknown {
  if (!text) return undefined
  if (!type) return text
  const value = type === 'number' ? Number(text) : new Date(text)
  return Number.isNaN(Number(value)) ? undefined : value
}

function gather(headers: Headers, prefix: string): Record<string, string> {
  const found = [...headers].filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]))
}
