import {
  order,
  type Call,
  type InputCall,
  type Middleware,
  type MiddlewareStack,
  type Step,
} from '@oos-js/core'
import { DeleteObjectsCommand, HeadBucketCommand, ListBucketsCommand } from '@oos-js/commands'
import { describe, expect, it, vi } from 'vitest'
import { createClient, credentials, errorDocument } from './support/client.js'

const through: Middleware = (call, next) => next(call)
const deletion = () =>
  new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects: [{ Key: 'a' }] } })
const deleted = () => new Response('<DeleteResult></DeleteResult>')

/** What a middleware at a step is given on the way in. */
async function callAt(step: Step): Promise<Call> {
  const { client } = createClient(deleted, { credentials })
  let seen: Call | undefined
  const look: Middleware = (call, next) => {
    // At the step input there is none, whatever the type says.
    const request = call.request as Call['request'] | undefined
    seen = request
      ? { ...call, request: { ...request, headers: new Headers(request.headers) } }
      : call
    return next(call)
  }
  client.use('look', look, { step })
  await client.send(deletion())
  return seen!
}

/** What a middleware at a step is given on the way out. */
async function resultAt(step: Step): Promise<object> {
  const { client } = createClient(deleted)
  let seen: object | undefined
  const look: Middleware = async (call, next) => {
    const result = await next(call)
    seen = result
    return result
  }
  client.use('look', look, { step })
  await client.send(deletion())
  return seen!
}

describe('the middleware of a client', () => {
  it('lists the steps outermost first', () => {
    expect(order).toEqual([
      'input',
      'serialize',
      'build',
      'retry',
      'decode',
      'attempt',
      'sign',
      'wire',
    ])
  })

  it('is named after the steps it does', () => {
    expect(createClient().client.middleware.names).toEqual([
      'serialize',
      'build',
      'retry',
      'decode',
      'sign',
    ])
  })

  it('runs one more of each step in the order of the steps, whatever the order of use', async () => {
    const { client } = createClient()
    const ran: Step[] = []
    for (const step of [...order].reverse()) {
      const note: Middleware = (call, next) => {
        ran.push(step)
        return next(call)
      }
      client.use(`my ${step}`, note, { step })
    }
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(ran).toEqual(order)
  })

  it.each(order)('takes an addition to the step %s, last within the step', (step) => {
    const { names } = createClient().client.middleware.with('added', through, {
      step: step as 'wire',
    })
    const own = ['input', 'attempt', 'wire'].includes(step)
    const before = names[names.indexOf('added') - 1]
    expect(own ? order.indexOf((before ?? 'input') as Step) : before).toEqual(
      own ? Math.max(0, order.indexOf(step) - 1) : step,
    )
  })

  it('puts an addition into the step build when no step is told', () => {
    const { client } = createClient()
    client.use('added', through)
    expect(client.middleware.names).toEqual([
      'serialize',
      'build',
      'added',
      'retry',
      'decode',
      'sign',
    ])
  })

  it('keeps the order of use within a step', () => {
    const { client } = createClient()
    for (const name of ['b', 'a', 'c']) client.use(name, through, { step: 'wire' })
    expect(client.middleware.names.slice(-3)).toEqual(['b', 'a', 'c'])
  })

  it('replaces a namesake in its own place, whatever step is told', () => {
    const { client } = createClient()
    client.use('a', through, { step: 'wire' })
    client.use('b', through, { step: 'wire' })
    const before = client.middleware.names
    client.use('a', through, { step: 'input' })
    expect(client.middleware.names).toEqual(before)
  })

  it('runs the replacement and not what it replaced', async () => {
    const { client } = createClient()
    const [first, second] = [vi.fn(through), vi.fn(through)]
    client.use('a', first)
    client.use('a', second)
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  })

  it('lets a step of the client itself be replaced', async () => {
    const { client, sent } = createClient(undefined, { credentials })
    client.use('sign', (call, next) =>
      next({ ...call, request: { ...call.request, url: 'https://elsewhere.example/' } }),
    )
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect([sent[0]?.url, sent[0]?.headers.has('authorization')]).toEqual([
      'https://elsewhere.example/',
      false,
    ])
  })
})

describe('a middleware stack', () => {
  const stack = () => createClient().client.middleware

  it('leaves out by name', () => {
    expect(stack().without('retry').names).toEqual(['serialize', 'build', 'decode', 'sign'])
  })

  it('says what there is when there is none of a name', () => {
    const leave = () => stack().without('rety')
    expect(leave).toThrow(RangeError)
    expect(leave).toThrow(/rety.*serialize.*build.*retry.*decode.*sign/)
  })

  it.each<[string, (stack: MiddlewareStack) => MiddlewareStack]>([
    ['with a new name', (old) => old.with('new', through)],
    ['with a namesake', (old) => old.with('retry', through)],
    ['without a name', (old) => old.without('retry')],
  ])('stays as it is when another one is made of it %s', (_what, change) => {
    const old = stack()
    const before = [...old.names]
    expect(change(old)).not.toBe(old)
    expect(old.names).toEqual(before)
  })

  it('does not change a call under way when the client changes', async () => {
    const { client } = createClient()
    const late = vi.fn(through)
    const early: Middleware = (call, next) => {
      client.use('late', late, { step: 'wire' })
      return next(call)
    }
    client.use('early', early)
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(late).not.toHaveBeenCalled()
  })

  it('is not shared between clients', () => {
    const [one, two] = [createClient().client, createClient().client]
    one.use('mine', through)
    expect(two.middleware.names).not.toContain('mine')
  })
})

describe('the middleware of one call', () => {
  it('is derived from the client’s', async () => {
    const { client } = createClient()
    client.use('ours', through)
    const seen: (readonly string[])[] = []
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }), {
      middleware: (stack) => {
        seen.push(stack.names)
        return stack
      },
    })
    expect(seen).toEqual([client.middleware.names])
  })

  it('runs for this call alone', async () => {
    const { client } = createClient()
    const once = vi.fn(through)
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }), {
      middleware: (stack) => stack.with('once', once),
    })
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(once).toHaveBeenCalledOnce()
  })

  it('can leave a step out', async () => {
    const { client, sent } = createClient(() => new Response('', { status: 503 }), {
      maxAttempts: 3,
    })
    const answer = client.send(new HeadBucketCommand({ Bucket: 'bucket' }), {
      middleware: (stack) => stack.without('retry'),
    })
    await expect(answer).rejects.toMatchObject({ code: 'SlowDown' })
    expect(sent).toHaveLength(1)
  })
})

describe('middleware at a step', () => {
  it('sees the command and no request at input', async () => {
    const call = await callAt('input')
    expect(call.command.operation.name).toBe('DeleteObjects')
    expect((call as Partial<Call>).request).toBeUndefined()
  })

  it('may change the input at input', async () => {
    const { client, sent } = createClient()
    const rename: Middleware<InputCall> = (call, next) =>
      next({ ...call, command: { ...call.command, input: { Bucket: 'other' } } })
    client.use('rename', rename, { step: 'input' })
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(sent[0]?.url).toBe('https://oos-cn.ctyunapi.cn/other/')
  })

  it('may answer at input without a request', async () => {
    const { client, sent } = createClient()
    const output = { $metadata: {} }
    const cache: Middleware<InputCall> = async () => ({ response: new Response(), output })
    client.use('cache', cache, { step: 'input' })
    expect(await client.send(new ListBucketsCommand())).toBe(output)
    expect(sent).toEqual([])
  })

  it('sees the request without what is added later at serialize', async () => {
    const { request } = await callAt('serialize')
    expect(request.bucket).toBe('bucket')
    expect(request.headers.has('content-md5')).toBe(false)
  })

  it('sees the completed, unsigned request at build', async () => {
    const { request } = await callAt('build')
    expect(request.headers.has('content-md5')).toBe(true)
    expect(request.headers.has('authorization')).toBe(false)
  })

  it.each(['input', 'serialize', 'build'] as const)('counts no attempt yet at %s', async (step) => {
    expect((await callAt(step)).attempt).toBe(0)
  })

  it.each(['retry', 'decode', 'attempt', 'sign', 'wire'] as const)(
    'knows the attempt under way at %s',
    async (step) => {
      expect((await callAt(step)).attempt).toBe(1)
    },
  )

  it('sees an unsigned request at attempt', async () => {
    const { request } = await callAt('attempt')
    expect([request.url, request.headers.has('authorization')]).toEqual([undefined, false])
  })

  it('sees the request as it goes out at wire', async () => {
    const { request } = await callAt('wire')
    expect(request.url).toBe('https://oos-cn.ctyunapi.cn/bucket/?delete')
    expect(request.headers.get('authorization')).toMatch(
      /^AWS AKIAIOSFODNN7EXAMPLE:[A-Za-z\d+/]{27}=$/,
    )
  })

  it.each(['input', 'serialize', 'build', 'retry'] as const)(
    'gets the output with the answer at %s',
    async (step) => {
      expect(await resultAt(step)).toMatchObject({
        response: expect.any(Response),
        output: { Deleted: [], Errors: [], $metadata: { status: 200 } },
      })
    },
  )

  it.each(['attempt', 'sign', 'wire'] as const)('gets the answer alone at %s', async (step) => {
    expect(await resultAt(step)).toEqual({ response: expect.any(Response) })
  })

  it('may change the output at retry and outwards', async () => {
    const { client } = createClient()
    const change: Middleware = async (call, next) => {
      const { response } = await next(call)
      return { response, output: { changed: true } }
    }
    client.use('change', change, { step: 'retry' })
    const output = await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(output).toEqual({ changed: true })
  })

  it.each(['serialize', 'build', 'attempt'] as const)(
    'adds headers at %s that are signed',
    async (step) => {
      const clock = { now: () => 0 }
      const signatureWith = async (value?: string) => {
        const { client, sent } = createClient(undefined, { credentials, clock })
        const add: Middleware = (call, next) => {
          if (value) call.request.headers.set('x-amz-meta-added', value)
          return next(call)
        }
        client.use('add', add, { step })
        await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
        return sent[0]?.headers.get('authorization')
      }
      const signatures = [await signatureWith(), await signatureWith('a'), await signatureWith('b')]
      expect(new Set(signatures).size).toBe(3)
    },
  )

  it('runs once a call up to build, and once an attempt from retry on', async () => {
    const ran: Record<string, number> = {}
    const { client } = createClient(
      (_sent, count) =>
        count === 1 ? new Response(errorDocument('SlowDown'), { status: 503 }) : new Response(),
      { maxAttempts: 2 },
    )
    vi.spyOn(Math, 'random').mockReturnValue(0)
    for (const step of order) {
      const count: Middleware = (call, next) => {
        ran[step] = (ran[step] ?? 0) + 1
        return next(call)
      }
      client.use(`count ${step}`, count, { step })
    }
    await client.send(new HeadBucketCommand({ Bucket: 'bucket' }))
    expect(ran).toEqual({
      input: 1,
      serialize: 1,
      build: 1,
      retry: 2,
      decode: 2,
      attempt: 2,
      sign: 2,
      wire: 2,
    })
  })

  it('rejects the call with what it throws, untouched', async () => {
    const { client, sent } = createClient(undefined, { maxAttempts: 3 })
    const bug = new TypeError('mine')
    client.use('break', () => Promise.reject(bug), { step: 'wire' })
    await expect(client.send(new HeadBucketCommand({ Bucket: 'bucket' }))).rejects.toBe(bug)
    expect(sent).toEqual([])
  })

  it.each([undefined, null])(
    'rejects the call with what it throws, be that %s',
    async (nothing) => {
      const { client } = createClient(undefined, { maxAttempts: 3 })
      const broken: Middleware = async () => {
        throw nothing as unknown
      }
      client.use('break', broken, { step: 'wire' })
      await expect(client.send(new HeadBucketCommand({ Bucket: 'bucket' }))).rejects.toBe(nothing)
    },
  )
})

describe('a step that there is not', () => {
  it('is refused, not left out', () => {
    const { client } = createClient(deleted)
    expect(() => {
      client.use('trace', through, { step: 'attemp' as Step })
    }).toThrow(RangeError)
  })
})
