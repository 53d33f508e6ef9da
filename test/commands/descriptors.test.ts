import { describe, expect, it } from 'vitest'
import { commandNames, makeCommand } from '../wire/commands.ts'
import { samples } from '../wire/samples.ts'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'

/** Every header that an output member is read from. Owners of buckets expose these. */
const headersRead = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'x-amz-expiration',
  'x-amz-meta-',
  'x-amz-storage-class',
  'x-ctyun-data-location',
  'x-ctyun-metadata-location',
]

const operations = commandNames.map((name) => ({ name, operation: makeCommand(name).operation }))

function isRequired(binding: unknown): boolean {
  return typeof binding === 'string'
    ? !binding.endsWith('?')
    : (binding as { optional?: true }).optional !== true
}

const requiredMembers = operations.flatMap(({ name, operation }) =>
  Object.entries(operation.input)
    .filter(([, binding]) => isRequired(binding))
    .map(([member]) => ({ name, member })),
)

describe('the descriptors of all commands', () => {
  it.each(operations)('$name has the name of its class', ({ name, operation }) => {
    expect(operation.name).toBe(name)
  })

  it.each(requiredMembers)('$name refuses to go without $member', async ({ name, member }) => {
    const { [member]: _, ...rest } = samples[name] as Readonly<Record<string, unknown>>
    let sent = 0
    const client = createClient({
      fetch: () => {
        sent++
        return Promise.resolve(new Response())
      },
    })
    const error = await failure(client.send(makeCommand(name, rest)))
    expect([error.code, error.member, error.operation]).toEqual(['InvalidInput', member, name])
    expect([sent, error.attempts]).toEqual([0, 0])
  })

  it('read headers by their lower-case name, and no other than the documented ones', () => {
    const read = operations.flatMap(({ operation }) =>
      Object.values(operation.output as Readonly<Record<string, unknown>>)
        .filter((source) => typeof source === 'string')
        .map((source) => source.split(' '))
        .filter(([kind]) => kind === 'header' || kind === 'meta')
        .map(([, name = '']) => name),
    )
    expect([...new Set(read)].sort()).toEqual(headersRead)
  })
})
