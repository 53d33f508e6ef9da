import { describe, expect, it } from 'vitest'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { commandNames, makeCommand, type CommandName } from '../wire/commands.ts'
import { samples } from '../wire/samples.ts'
import { smallest } from '../wire/smallest.ts'

/** How often a command was sent before its answer, an error, came. */
async function attempts(name: CommandName, input: object): Promise<number> {
  let sent = 0
  const client = createClient({
    iamEndpoint: 'http://oos-cn-iam.test',
    fetch: async () => {
      sent++
      return new Response(null, { status: 403 })
    },
  })
  const error = await failure(client.send(makeCommand(name, input)))
  expect(error.code, error.message).not.toBe('InvalidInput')
  return sent
}

describe('what the types let callers leave out, they may leave out', () => {
  it.each(commandNames)('%s', async (name) => {
    expect(await attempts(name, smallest[name])).toBe(1)
  })
})

describe('or give as undefined', () => {
  it.each(commandNames)('%s', async (name) => {
    const missing = Object.keys(samples[name]).map((member) => [member, undefined])
    const input = { ...Object.fromEntries(missing), ...smallest[name] }
    expect(await attempts(name, input)).toBe(1)
  })
})
