import { CreateBucketCommand, ListBucketsCommand } from '@oos-js/commands'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { createClient, now } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { lastSent } from '../support/sent.ts'

const account = { ...defaultAccount, id: 'me@oos.example', displayName: 'Me & <you>' }
const other = { accessKeyId: 'OTHER', secretAccessKey: 'other' }
const emulator = emulatorOnMsw({ accounts: [account, other] })
const client = createClient()

describe('ListBucketsCommand', () => {
  it('asks for the root of the service', async () => {
    await client.send(new ListBucketsCommand())
    expect(lastSent(emulator)).toMatchObject({ method: 'GET', path: '/', query: {} })
  })

  it('tells the owner and the buckets, in order of names', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'bbb' }))
    await client.send(new CreateBucketCommand({ Bucket: 'aaa' }))
    const { $metadata, ...output } = await client.send(new ListBucketsCommand())
    expect(output).toEqual({
      Owner: { ID: 'me@oos.example', DisplayName: 'Me & <you>' },
      Buckets: [
        { Name: 'aaa', CreationDate: new Date(now) },
        { Name: 'bbb', CreationDate: new Date(now) },
      ],
    })
    expect($metadata).toMatchObject({ status: 200, attempts: 1 })
  })

  it('tells an account without buckets that it has none', async () => {
    const output = await createClient({ credentials: other }).send(new ListBucketsCommand())
    expect(output).toMatchObject({ Owner: { ID: 'other@oos.example' }, Buckets: [] })
  })

  it('is refused without a signature', async () => {
    const anonymous = createClient({ credentials: undefined })
    const error = await failure(anonymous.send(new ListBucketsCommand()))
    expect(error).toMatchObject({ code: 'AccessDenied', status: 403, operation: 'ListBuckets' })
  })
})
