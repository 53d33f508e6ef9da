import {
  Command,
  isOosError,
  readXml,
  writeXml,
  type Middleware,
  type OosClient,
  type OosError,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsCommand,
  PutObjectCommand,
  type GetObjectOutput,
  type ListObjectsOutput,
  type PutObjectOutput,
} from '@oos-js/commands'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createClient } from './support/client.js'

// The compiler runs these tests: each line behind @ts-expect-error must be an error, and no other may
// be. What is expected at run time is only that the values are there.

interface Input {
  Bucket: string
  Key: string
  Marker?: string | undefined
  Sent?: { Names: string[] } | undefined
}

interface Output extends WithMetadata {
  Name: string
  Size: number
  Created?: Date
  IsTruncated: boolean
  Items: { Key: string }[]
  Owner?: { ID: string }
}

const input = {
  Bucket: 'bucket',
  Key: 'key',
  Marker: 'query marker?',
  Sent: {
    optional: true,
    write: writeXml,
    root: 'Sent',
    shape: { Names: { each: 'string' } },
  },
} as const
const output = {
  Name: 'string',
  Size: 'number',
  Created: 'date?',
  IsTruncated: 'boolean',
  Items: { tag: 'Item', each: { Key: 'id' } },
  Owner: { maybe: { ID: 'string' } },
} as const
type Described = Operation<Input, Output>
const rest = { name: 'Test', method: 'GET', read: readXml, root: 'Test', input, output } as const

describe('the compiler takes', () => {
  it('a descriptor that fits its interfaces', () => {
    const operation: Described = rest
    expect(operation.name).toBe('Test')
  })

  it('headers as sources of optional members', () => {
    interface Headers extends WithMetadata {
      ETag?: string
      Size?: number
      Written?: Date
      Metadata: Record<string, string>
    }
    const headers: Operation<object, Headers>['output'] = {
      ETag: 'header etag',
      Size: 'header content-length number',
      Written: 'header last-modified date',
      Metadata: 'meta x-amz-meta-',
    }
    expect(headers.ETag).toBe('header etag')
  })
})

describe('the compiler refuses a descriptor', () => {
  it('with a missing input member', () => {
    const { Key: _, ...without } = input
    // @ts-expect-error Key is missing
    const bindings: Described['input'] = without
    expect(bindings).toBeDefined()
  })

  it('with a missing optional input member', () => {
    const { Marker: _, ...without } = input
    // @ts-expect-error Marker is missing
    const bindings: Described['input'] = without
    expect(bindings).toBeDefined()
  })

  it('with an input member that the interface has not', () => {
    const bindings: Described['input'] = {
      ...input,
      // @ts-expect-error there is no Markers
      Markers: 'query marker?',
    }
    expect(bindings).toBeDefined()
  })

  it('with a typo in a place', () => {
    // @ts-expect-error quer is no place
    const bindings: Described['input'] = { ...input, Marker: 'quer marker?' }
    expect(bindings).toBeDefined()
  })

  it('with a place without a name', () => {
    // @ts-expect-error a query parameter has a name
    const bindings: Described['input'] = { ...input, Key: 'query' }
    expect(bindings).toBeDefined()
  })

  it('with an optional member without a question mark', () => {
    // @ts-expect-error Marker may be left out
    const bindings: Described['input'] = { ...input, Marker: 'query marker' }
    expect(bindings).toBeDefined()
  })

  it('with an optional writer that does not say so', () => {
    const { optional: _, ...required } = input.Sent
    // @ts-expect-error Sent may be left out
    const bindings: Described['input'] = { ...input, Sent: required }
    expect(bindings).toBeDefined()
  })

  it('with a document that has another shape', () => {
    const bindings: Described['input'] = {
      ...input,
      // @ts-expect-error the names are text
      Sent: { optional: true, write: writeXml, root: 'Sent', shape: { Names: { each: 'number' } } },
    }
    expect(bindings).toBeDefined()
  })

  it('with a missing output member', () => {
    const { Size: _, ...without } = output
    // @ts-expect-error Size is missing
    const sources: Described['output'] = without
    expect(sources).toBeDefined()
  })

  it('with the wrong kind of scalar', () => {
    // @ts-expect-error Size is a number
    const sources: Described['output'] = { ...output, Size: 'string' }
    expect(sources).toBeDefined()
  })

  it('with text where there is a date', () => {
    // @ts-expect-error Created is a date
    const sources: Described['output'] = { ...output, Created: 'string?' }
    expect(sources).toBeDefined()
  })

  it('with an optional output member that is not marked', () => {
    // @ts-expect-error Created may be missing
    const sources: Described['output'] = { ...output, Created: 'date' }
    expect(sources).toBeDefined()
  })

  it('with a required output member that is marked as optional', () => {
    // @ts-expect-error Name must be there
    const sources: Described['output'] = { ...output, Name: 'string?' }
    expect(sources).toBeDefined()
  })

  it('with a list that was forgotten', () => {
    // @ts-expect-error Items is a list
    const sources: Described['output'] = { ...output, Items: { Key: 'id' } }
    expect(sources).toBeDefined()
  })

  it('with a list where there is one element', () => {
    // @ts-expect-error Owner is one element
    const sources: Described['output'] = { ...output, Owner: { each: { ID: 'string' } } }
    expect(sources).toBeDefined()
  })

  it('with an optional element that is not marked', () => {
    // @ts-expect-error Owner may be missing
    const sources: Described['output'] = { ...output, Owner: { ID: 'string' } }
    expect(sources).toBeDefined()
  })

  it('with an element of a list that lacks a member', () => {
    // @ts-expect-error each item has a key
    const sources: Described['output'] = { ...output, Items: { each: {} } }
    expect(sources).toBeDefined()
  })

  it('with a header for a member that must be there', () => {
    // @ts-expect-error CORS may hide any header
    const sources: Described['output'] = { ...output, Name: 'header x-name' }
    expect(sources).toBeDefined()
  })

  it('with a method that OOS does not serve', () => {
    // @ts-expect-error there is no PATCH
    const operation: Described = { ...rest, method: 'PATCH' }
    expect(operation).toBeDefined()
  })
})

describe('the compiler refuses a command', () => {
  it('without a required member', () => {
    // @ts-expect-error Key is missing
    expect(new GetObjectCommand({ Bucket: 'bucket' })).toBeDefined()
  })

  it('with a misspelt member', () => {
    // @ts-expect-error the member is Prefix
    expect(new ListObjectsCommand({ Bucket: 'bucket', Prefx: 'a' })).toBeDefined()
  })

  it('with a member of another type', () => {
    // @ts-expect-error MaxKeys is a number
    expect(new ListObjectsCommand({ Bucket: 'bucket', MaxKeys: '10' })).toBeDefined()
  })

  it('with a delimiter that OOS does not take', () => {
    // @ts-expect-error only a slash
    expect(new ListObjectsCommand({ Bucket: 'bucket', Delimiter: '-' })).toBeDefined()
  })

  it('with a stream of texts as body', () => {
    const Body = new ReadableStream<string>()
    // @ts-expect-error it must be one of bytes
    expect(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body })).toBeDefined()
  })

  it('with a misspelt member within its document', () => {
    const wrong = { Objects: [{ Name: 'a' }] }
    // @ts-expect-error the member is Key
    expect(new DeleteObjectsCommand({ Bucket: 'bucket', Delete: wrong })).toBeDefined()
  })

  it('that is no command', () => {
    const { client } = createClient()
    // @ts-expect-error it has neither operation nor input
    const send = () => client.send({ Bucket: 'bucket' })
    expect(send).toBeTypeOf('function')
  })
})

describe('a call is typed', () => {
  it('with the output of its command', () => {
    const put = (client: OosClient) =>
      client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: '' }))
    const get = (client: OosClient) =>
      client.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' }))
    const list = (client: OosClient) => client.send(new ListObjectsCommand({ Bucket: 'bucket' }))
    expectTypeOf(put).returns.resolves.toEqualTypeOf<PutObjectOutput>()
    expectTypeOf(get).returns.resolves.toEqualTypeOf<GetObjectOutput>()
    expectTypeOf(list).returns.resolves.toEqualTypeOf<ListObjectsOutput>()
    expect([put, get, list]).toHaveLength(3)
  })

  it('with the output of a command made elsewhere', () => {
    const operation: Described = rest
    class TestCommand extends Command<Input, Output> {
      constructor(given: Input) {
        super(operation, given)
      }
    }
    const send = (client: OosClient) =>
      client.send(new TestCommand({ Bucket: 'bucket', Key: 'key' }))
    expectTypeOf(send).returns.resolves.toEqualTypeOf<Output>()
    expect(send).toBeTypeOf('function')
  })

  it('with optional members where CORS may hide a header', () => {
    expectTypeOf<PutObjectOutput['ETag']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<ListObjectsOutput['Contents']>().toBeArray()
    expect(PutObjectCommand).toBeDefined()
  })

  it('with an OosError behind isOosError', () => {
    const value: unknown = undefined
    if (isOosError(value)) expectTypeOf(value).toEqualTypeOf<OosError>()
    expect(isOosError(value)).toBe(false)
  })
})

describe('middleware is typed', () => {
  it('without a request at the step input', () => {
    const { client } = createClient()
    const use = () => {
      // @ts-expect-error there is no request yet
      client.use('look', (call, next) => next({ ...call, request: call.request }), {
        step: 'input',
      })
    }
    expect(use).toBeTypeOf('function')
  })

  it('with a request at every other step', () => {
    const look: Middleware = (call, next) => {
      expectTypeOf(call.request.headers).toEqualTypeOf<Headers>()
      return next(call)
    }
    expect(look).toBeTypeOf('function')
  })

  it('for steps that there are', () => {
    const { client } = createClient()
    const use = () => {
      // @ts-expect-error there is no step finish
      client.use('look', (call: never, next: (call: never) => never) => next(call), {
        step: 'finish',
      })
    }
    expect(use).toBeTypeOf('function')
  })
})
