import type { Call } from '../middleware.js'
import { requestIdOf, type ResponseMetadata } from './output.js'
import { readNothing } from './read-nothing.js'

/** Reads a successful answer into the members that the operation's descriptor names. */
export async function deserialize(response: Response, call: Call): Promise<object> {
  const { read, output } = call.command.operation
  const { status, headers } = response
  // Members are added to a spread copy far more slowly.
  const members: Record<string, unknown> = {}
  Object.assign(members, await (read ?? readNothing)(response, call))
  for (const [member, source] of Object.entries(output) as [string, unknown][]) {
    const [place, name, type] = (words[source as string] ??= String(source).split(' ') as Words)
    const text = place === 'header' && headers.get(name)
    if (text) {
      const value = !type ? text : type === 'date' ? new Date(text) : Number(text)
      // What is no date or number says nothing.
      if (!type || !isNaN(+value)) members[member] = value
    }
    if (place === 'meta') {
      members[member] = Object.fromEntries(
        [...headers].flatMap(([key, value]) =>
          key.startsWith(name) ? [[key.slice(name.length), value]] : [],
        ),
      )
    }
  }
  members['$metadata'] = {
    status,
    requestId: requestIdOf(headers),
    attempts: call.attempt,
    headers,
  } satisfies ResponseMetadata
  return members
}

/** What sources consist of, taken apart once. */
const words: Record<string, Words> = {}

type Words = [place: string, name: string, type?: string]
