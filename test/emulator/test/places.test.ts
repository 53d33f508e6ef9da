import { beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../src/index.js'
import {
  code,
  createBucket,
  documentOf,
  emulatorAt,
  get,
  put,
  send,
  values,
  type Answer,
  type Pairs,
} from './client.js'

let emulator: Emulator

beforeEach(() => {
  emulator = emulatorAt()
})

function configuration(metadata: string, data = ''): string {
  const location = `<MetadataLocationConstraint><Location>${metadata}</Location></MetadataLocationConstraint>`
  const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'
  const constraints = metadata === '' ? data : location + data
  return `<CreateBucketConfiguration xmlns="${xmlns}">${constraints}</CreateBucketConfiguration>`
}

function constraint(type: string, places: readonly string[], strategy: string): string {
  const list = places.map((place) => `<Location>${place}</Location>`).join('')
  const rest = `<LocationList>${list}</LocationList><ScheduleStrategy>${strategy}</ScheduleStrategy>`
  return `<DataLocationConstraint><Type>${type}</Type>${rest}</DataLocationConstraint>`
}

const specified = constraint('Specified', ['ShenYang', 'ChengDu'], 'NotAllowed')

describe('PUT Bucket with places', () => {
  it('keeps them for GET Bucket Location', async () => {
    await put(emulator, '/bucket/', configuration('ZhengZhou', specified))
    expect(documentOf(await get(emulator, '/bucket/?location'))).toBe(
      '<BucketConfiguration><MetadataLocationConstraint><Location>ZhengZhou</Location>' +
        `</MetadataLocationConstraint>${specified}</BucketConfiguration>`,
    )
  })

  it('has defaults for what is left out', async () => {
    await createBucket(emulator, 'bucket')
    const { text } = await get(emulator, '/bucket/?location')
    expect([values(text, 'Location'), values(text, 'Type'), values(text, 'LocationList')]).toEqual([
      ['ChengDu'],
      ['Local'],
      [],
    ])
  })

  it('changes the place of data later', async () => {
    await put(emulator, '/bucket/', configuration('ZhengZhou', specified))
    await put(emulator, '/bucket/', configuration('ZhengZhou', constraint('Local', [], 'Allowed')))
    expect(emulator.buckets.get('bucket')?.dataLocation.type).toBe('Local')
  })

  it('does not change the place of metadata, nor anything else then', async () => {
    await put(emulator, '/bucket/', configuration('ZhengZhou'))
    const answer = await put(emulator, '/bucket/', configuration('ChengDu', specified))
    const bucket = emulator.buckets.get('bucket')
    expect([answer.status, code(answer), bucket?.dataLocation.type]).toEqual([
      400,
      'CanNotModifyMetadataLocation',
      'Local',
    ])
  })

  it.each([
    [configuration('Atlantis'), 'InvalidLocationConstraint'],
    [
      configuration('', constraint('Specified', ['Atlantis'], 'Allowed')),
      'InvalidLocationConstraint',
    ],
    [configuration('', constraint('Specified', [], 'Allowed')), 'InvalidArgument'],
    [configuration('', constraint('Anywhere', [], 'Allowed')), 'InvalidArgument'],
    [configuration('', constraint('Local', [], 'Perhaps')), 'InvalidArgument'],
    [
      '<CreateBucketConfiguration><MetadataLocationConstraint/></CreateBucketConfiguration>',
      'MalformedXML',
    ],
  ])('refuses %s', async (body, expected) => {
    expect(code(await put(emulator, '/bucket/', body))).toBe(expected)
  })
})

describe('GET Regions', () => {
  it('lists the places of the options, without signing the parameter', async () => {
    emulator = emulatorAt(undefined, { regions: { metadata: ['A'], data: ['B', 'C'] } })
    expect(documentOf(await get(emulator, '/?regions'))).toBe(
      '<BucketRegions><MetadataRegions><Region>A</Region></MetadataRegions>' +
        '<DataRegions><Region>B</Region><Region>C</Region></DataRegions></BucketRegions>',
    )
  })
})

describe('PUT Object with x-ctyun-data-location', () => {
  const putAt = async (text: string): Promise<Answer> => {
    await createBucket(emulator, 'bucket')
    const headers: Pairs = [['x-ctyun-data-location', text]]
    return send(emulator, { method: 'PUT', target: '/bucket/key', headers })
  }

  it.each(['scheduleStrategy', 'ScheduleStrategy'])('records it with %s', async (name) => {
    await putAt(`type=Specified,location=ChengDu,ShenYang,${name}=NotAllowed`)
    const expected = {
      type: 'Specified',
      locations: ['ChengDu', 'ShenYang'],
      scheduleStrategy: 'NotAllowed',
    }
    const object = emulator.buckets.get('bucket')?.objects.get('key')
    expect(object?.dataLocation).toEqual(expected)
  })

  it('is told about it by GET', async () => {
    await putAt('type=Local,scheduleStrategy=Allowed')
    const { headers } = await get(emulator, '/bucket/key')
    expect(headers.get('x-ctyun-data-location')).toBe('type=Local,scheduleStrategy=Allowed')
  })

  it('is otherwise told what the bucket says', async () => {
    const where =
      '<MetadataLocationConstraint><Location>ShenYang</Location></MetadataLocationConstraint>' +
      '<DataLocationConstraint><Type>Specified</Type><LocationList><Location>ChengDu</Location>' +
      '</LocationList><ScheduleStrategy>NotAllowed</ScheduleStrategy></DataLocationConstraint>'
    const body = `<CreateBucketConfiguration>${where}</CreateBucketConfiguration>`
    await send(emulator, { method: 'PUT', target: '/bucket/', body })
    await send(emulator, { method: 'PUT', target: '/bucket/key' })
    const { headers } = await send(emulator, { method: 'HEAD', target: '/bucket/key' })
    expect(headers.get('x-ctyun-metadata-location')).toBe('ShenYang')
    expect(headers.get('x-ctyun-data-location')).toBe(
      'type=Specified,location=ChengDu,scheduleStrategy=NotAllowed',
    )
  })

  it.each([
    ['type=Specified,location=Atlantis', 'InvalidLocationConstraint'],
    ['location=ChengDu', 'InvalidArgument'],
    ['type=Local,planet=Mars', 'InvalidArgument'],
  ])('refuses %s', async (text, expected) => {
    expect(code(await putAt(text))).toBe(expected)
  })
})

describe('PUT Object', () => {
  beforeEach(() => createBucket(emulator, 'bucket'))

  it('records the trigger of its query, and ignores headers that sound like it', async () => {
    const headers: Pairs = [['x-amz-trigger', 'other']]
    await send(emulator, { method: 'PUT', target: '/bucket/a?trigger=t1', headers })
    await send(emulator, { method: 'PUT', target: '/bucket/b', headers })
    const objects = emulator.buckets.get('bucket')?.objects
    expect([objects?.get('a')?.trigger, objects?.get('b')?.trigger]).toEqual(['t1', undefined])
  })

  it('accepts x-amz-limitrate', async () => {
    const headers: Pairs = [['x-amz-limitrate', '100']]
    const answer = await send(emulator, { method: 'PUT', target: '/bucket/key', headers })
    expect(answer.status).toBe(200)
  })
})

describe('GET Bucket ACL', () => {
  const grantee =
    '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group">' +
    '<URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee>'

  it.each([
    ['private', '<AccessControlList/>'],
    [
      'public-read',
      `<AccessControlList><Grant>${grantee}<Permission>READ</Permission></Grant></AccessControlList>`,
    ],
    [
      'public-read-write',
      `<AccessControlList><Grant>${grantee}<Permission>FULL_CONTROL</Permission></Grant></AccessControlList>`,
    ],
  ])('shows what %s grants', async (acl, list) => {
    await createBucket(emulator, 'bucket', acl)
    expect(documentOf(await get(emulator, '/bucket/?acl'))).toBe(
      '<AccessControlPolicy><Owner><ID>oosemulatorkey000001@oos.example</ID><DisplayName/></Owner>' +
        `${list}</AccessControlPolicy>`,
    )
  })
})
