import { cannedAcl, CreateBucketCommand, GetBucketAclCommand } from '@oos-js/commands'
import { describe, expect, it } from 'vitest'
import { createClient as createOffline } from '../core/support/client.ts'
import { createClient } from '../support/client.ts'
import { failure } from '../support/failure.ts'
import { emulatorOnMsw } from '../support/msw.ts'
import { Bucket } from '../support/seed.ts'
import { lastSent } from '../support/sent.ts'

const emulator = emulatorOnMsw()
const client = createClient()

const everybody = { URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }
const uri = `<URI>${everybody.URI}</URI>`
const owner = '<Owner><ID>me</ID><DisplayName></DisplayName></Owner>'

/** What is read from an answer with this list. */
async function read(list: string) {
  const document = `<AccessControlPolicy>${owner}${list}</AccessControlPolicy>`
  const offline = createOffline(() => new Response(document)).client
  const { $metadata, ...output } = await offline.send(new GetBucketAclCommand({ Bucket }))
  expect($metadata.status).toBe(200)
  return output
}

describe('GetBucketAclCommand', () => {
  it.each(['private', 'public-read', 'public-read-write'] as const)(
    'reads what makes a bucket %s',
    async (ACL) => {
      await client.send(new CreateBucketCommand({ Bucket, ACL }))
      const output = await client.send(new GetBucketAclCommand({ Bucket }))
      expect(lastSent(emulator)).toMatchObject({ method: 'GET', query: { acl: '' } })
      expect(output.Owner).toEqual({ ID: 'oosemulatorkey000001@oos.example', DisplayName: '' })
      expect(cannedAcl(output)).toBe(ACL)
    },
  )

  it('reads the form that SDKs of the vendor read', async () => {
    const list = `<AccessControlList><Grant><Grantee xmlns:xsi="x" xsi:type="Group">${uri}</Grantee><Permission>READ</Permission></Grant></AccessControlList>`
    expect(await read(list)).toEqual({
      Owner: { ID: 'me', DisplayName: '' },
      Grants: [{ Grantee: everybody, Permission: 'READ' }],
    })
  })

  it('reads a Permission inside the Grantee', async () => {
    const list = `<AccessControlList><Grant><Grantee>${uri}<Permission>READ</Permission></Grantee></Grant></AccessControlList>`
    expect((await read(list)).Grants).toEqual([{ Grantee: everybody, Permission: 'READ' }])
  })

  it("reads the sample of the vendor's document, a Grantee without a Grant", async () => {
    const group = 'http://acs.amazonaws.com/groups/global/AllUser'
    const list = `<AccessControlList><Grantee xsi:type="Group"><URI>${group}</URI><Permission>FULL_CONTROL</Permission></Grantee></AccessControlList>`
    const output = await read(list)
    expect(output.Grants).toEqual([{ Grantee: { URI: group }, Permission: 'FULL_CONTROL' }])
    expect(cannedAcl(output)).toBe('public-read-write')
  })

  it.each([
    '',
    '<AccessControlList/>',
    '<AccessControlList><Grant/></AccessControlList>',
    '<AccessControlList><Grant><Grantee><URI></URI></Grantee><Permission/></Grant></AccessControlList>',
  ])('finds no grant in "%s"', async (list) => {
    const output = await read(list)
    expect([output.Grants, cannedAcl(output)]).toEqual([[], 'private'])
  })

  it('reads the owner among the grants, as Ceph sends it, and does not take it for everybody', async () => {
    const own =
      '<Grant><Grantee xsi:type="CanonicalUser"><ID>oos</ID><DisplayName>OOS Test</DisplayName></Grantee><Permission>FULL_CONTROL</Permission></Grant>'
    const output = await read(`<AccessControlList>${own}</AccessControlList>`)
    expect(output.Grants).toEqual([
      { Grantee: { ID: 'oos', DisplayName: 'OOS Test' }, Permission: 'FULL_CONTROL' },
    ])
    expect(cannedAcl(output)).toBe('private')
  })

  it('rejects for another document, and for an error in a success', async () => {
    const answers = ['<AccessControlList/>', '<Error><Code>AccessDenied</Code></Error>']
    const codes = answers.map(async (answer) => {
      const offline = createOffline(() => new Response(answer)).client
      return (await failure(offline.send(new GetBucketAclCommand({ Bucket })))).code
    })
    expect(await Promise.all(codes)).toEqual(['InvalidResponse', 'AccessDenied'])
  })
})

describe('cannedAcl', () => {
  const grants = (...permissions: string[]) => ({
    Grants: permissions.map((Permission) => ({ Grantee: everybody, Permission })),
  })

  it.each([
    ['private', []],
    ['private', ['READ_ACP']],
    ['public-read', ['READ']],
    ['public-read-write', ['FULL_CONTROL']],
    ['public-read-write', ['READ', 'WRITE']],
  ])('says %s for %s', (acl, permissions) => {
    expect(cannedAcl(grants(...permissions))).toBe(acl)
  })

  it('leaves grants to others out', () => {
    const Grantee = { URI: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' }
    expect(cannedAcl({ Grants: [{ Grantee, Permission: 'READ' }] })).toBe('private')
  })
})
