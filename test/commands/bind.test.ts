import * as commands from '@oos-js/commands'
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@oos-js/commands'
import { bind } from '@oos-js/core'
import { createEmulator } from '@oos-js/emulator'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { clock, createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { inProcess } from '../support/in-process.ts'

function client() {
  return createClient({ fetch: inProcess(createEmulator({ clock })) })
}

describe('bind', () => {
  it('makes a method of each command', async () => {
    const oos = bind(client(), commands)
    await oos.createBucket({ Bucket: 'notes' })
    await oos.putObject({ Bucket: 'notes', Key: 'a', Body: 'Hello' })
    const { Body } = await oos.getObject({ Bucket: 'notes', Key: 'a' })
    expect(await Body.text()).toBe('Hello')
    const { Buckets } = await oos.listBuckets()
    expect(Buckets.map(({ Name }) => Name)).toEqual(['notes'])
  })

  it('makes methods of commands only', () => {
    const oos = bind(client(), { ListBucketsCommand, other: 1, OtherThing: 2 })
    expect(Object.keys(oos)).toEqual(['listBuckets'])
  })

  it('hands the options of the call on', async () => {
    const oos = bind(client(), { ListBucketsCommand })
    const reason = new Error('enough')
    await expect(oos.listBuckets({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('leaves errors as they are', async () => {
    const oos = bind(client(), { GetObjectCommand })
    const error = await failure(oos.getObject({ Bucket: 'missing', Key: 'a' }))
    expect([error.code, error.operation]).toEqual(['NoSuchBucket', 'GetObject'])
  })

  it('knows the types of inputs and outputs', () => {
    const oos = bind(client(), { PutObjectCommand, ListBucketsCommand })
    expectTypeOf(oos.putObject).parameter(0).toEqualTypeOf<commands.PutObjectInput>()
    expectTypeOf(oos.listBuckets).returns.resolves.toEqualTypeOf<commands.ListBucketsOutput>()
    // @ts-expect-error a bucket is missing
    expect(() => oos.putObject({ Key: 'a', Body: '' })).toBeDefined()
  })
})
