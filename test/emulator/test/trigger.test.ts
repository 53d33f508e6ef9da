import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import { code, createBucket, documentOf, emulatorAt, get, put, remove, values } from './client.js'

let emulator: Emulator
const target = '/bucket/?trigger'

beforeEach(async () => {
  emulator = emulatorAt()
  await createBucket(emulator, 'bucket')
})

function site(bucket: string, mode = '<ReplicaMode/>'): string {
  const where = `<RemontEndPoint>http://oos-hz.ctyunapi.cn</RemontEndPoint>${mode}`
  const who = '<RemoteAK>remote key</RemoteAK><RemoteSK>remote secret</RemoteSK>'
  return `<RemoteSite>${where}<RemoteBucketName>${bucket}</RemoteBucketName>${who}</RemoteSite>`
}

function trigger(name: string, isDefault: boolean | string, ...sites: string[]): string {
  const first = `<TriggerName>${name}</TriggerName><IsDefault>${isDefault}</IsDefault>`
  return `<Trigger>${first}${sites.join('')}</Trigger>`
}

function configuration(...triggers: string[]): string {
  return `<TriggerConfiguration>${triggers.join('')}</TriggerConfiguration>`
}

describe('PUT Bucket Trigger', () => {
  it('adds triggers, with as many sites as there are', async () => {
    const first = trigger('first', true, site('a'), site('b', '<ReplicaMode>EC_2_1</ReplicaMode>'))
    const second = trigger('2', false)
    expect((await put(emulator, target, configuration(first))).status).toBe(200)
    await put(emulator, target, configuration(second))
    expect(documentOf(await get(emulator, target))).toBe(configuration(first, second))
  })

  it('replaces the trigger of the same name where it stands', async () => {
    await put(emulator, target, configuration(trigger('a', true)))
    await put(emulator, target, configuration(trigger('b', false)))
    await put(emulator, target, configuration(trigger('a', false, site('x'))))
    expect(documentOf(await get(emulator, target))).toBe(
      configuration(trigger('a', false, site('x')), trigger('b', false)),
    )
  })

  it('writes the replica mode even if it was left out', async () => {
    await put(emulator, target, configuration(trigger('a', false, site('x', ''))))
    expect(values((await get(emulator, target)).text, 'ReplicaMode')).toEqual([''])
  })

  it('allows one default trigger', async () => {
    await put(emulator, target, configuration(trigger('a', true)))
    const answers = [
      await put(emulator, target, configuration(trigger('b', true))),
      await put(emulator, target, configuration(trigger('a', true))),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 200])
  })

  it.each(['', 'a b', 'a-b', '测试', 'x'.repeat(21)])('refuses the name %j', async (name) => {
    const answer = await put(emulator, target, configuration(trigger(name, false)))
    expect(answer.status).toBe(400)
  })

  it.each([
    ['no trigger', configuration()],
    ['two triggers', configuration(trigger('a', false), trigger('b', false))],
    ['no default', configuration('<Trigger><TriggerName>a</TriggerName></Trigger>')],
    ['another default', configuration(trigger('a', 'False'))],
    ['a site without end point', configuration(trigger('a', true, '<RemoteSite/>'))],
    [
      'the right spelling',
      configuration(trigger('a', true, site('b').replaceAll('Remont', 'Remote'))),
    ],
  ])('refuses %s', async (_, body) => {
    expect(code(await put(emulator, target, body))).toBe('MalformedXML')
  })
})

describe('DELETE Bucket Trigger', () => {
  it('removes the trigger of the decoded name', async () => {
    await put(emulator, target, configuration(trigger('a1', true)))
    await put(emulator, target, configuration(trigger('b2', false)))
    expect((await remove(emulator, '/bucket/?trigger=%611')).status).toBe(204)
    expect(values((await get(emulator, target)).text, 'TriggerName')).toEqual(['b2'])
  })

  it('does not mind a name that is not there', async () => {
    expect((await remove(emulator, '/bucket/?trigger=nothing')).status).toBe(204)
  })

  it('needs a name', async () => {
    expect(code(await remove(emulator, target))).toBe('InvalidArgument')
  })
})

describe('GET Bucket Trigger', () => {
  it('answers 404 if there is none', async () => {
    const answer = await get(emulator, target)
    expect([answer.status, code(answer)]).toEqual([404, 'NoSuchTriggerConfiguration'])
  })
})
