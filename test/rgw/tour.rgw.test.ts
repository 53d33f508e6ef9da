import { OosClient } from '@oos-js/core'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { commandNames, type CommandName } from '../wire/commands.ts'
import { guide } from '../wire/guide.ts'
import { notOnRgw } from '../wire/sources.ts'
import { setUp, tour } from '../wire/tour.ts'

const onRgw = commandNames.filter((name) => !(name in notOnRgw))
let buckets = 0
let served: string[] = []

beforeEach(() => {
  served = []
})

/** A client that tells what was answered with a success, and sends nothing that RGW takes for another. */
function createClient(): OosClient {
  const client = new OosClient({ endpoint: inject('endpoint'), credentials: inject('user') })
  client.use(
    'witness',
    async (call, next) => {
      const { name } = call.command.operation
      const reason = notOnRgw[name as CommandName]
      if (reason !== undefined) throw new Error(`${name} is not for RGW: ${reason}`)
      const result = await next(call)
      if (result.response.ok) served.push(name)
      return result
    },
    { step: 'wire' },
  )
  return client
}

describe('RGW', () => {
  it('is asked for 29 of the 37 operations of the guide', () => {
    expect(guide.filter(({ command }) => onRgw.includes(command as CommandName))).toHaveLength(29)
  })

  it.each(onRgw)('serves %s', async (name) => {
    const stage = await setUp(createClient(), `tour-${++buckets}`)
    served = []
    await tour[name](stage)
    expect(served).toContain(name)
  })
})
