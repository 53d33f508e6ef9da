import type { XmlElement } from '@rgrove/parse-xml'
import { invalidArgument } from './arguments.js'
import { OosFault } from './errors.js'
import { element, type Element } from './xml.js'
import { optionalChild, optionalText, requiredText, texts } from './xml-fields.js'

/** Where an account may keep metadata and data. */
export interface Regions {
  readonly metadata: readonly string[]
  readonly data: readonly string[]
}

/** Where data shall go. */
export interface DataLocation {
  readonly type: 'Local' | 'Specified'
  readonly locations: readonly string[]
  readonly scheduleStrategy: 'Allowed' | 'NotAllowed'
}

/** What a PUT Bucket says about places; what it does not mention is undefined. */
export interface BucketPlaces {
  readonly metadata: string | undefined
  readonly data: DataLocation | undefined
}

const places = [
  ...['ChengDu', 'FuZhou', 'GuiYang', 'HangZhou', 'LaSa', 'LanZhou', 'QingDao', 'ShenYang'],
  ...['ShenZhen', 'WuHan', 'WuHu', 'WuLuMuQi', 'ZhengZhou', 'SH2', 'SuZhou'],
  ...['HaiKou', 'JinHua', 'KunMing', 'ShiJiaZhuang'],
]

/** The places of the OOS developer document V6 and its supplements. */
export const allRegions: Regions = { metadata: places, data: places }

/** Where a bucket's data goes if nobody says anything. Assumed: near the client. */
export const nearby: DataLocation = { type: 'Local', locations: [], scheduleStrategy: 'Allowed' }

/** Reads a CreateBucketConfiguration (OOS developer document V6, 4.2.1). */
export function readPlaces(root: XmlElement, regions: Regions): BucketPlaces {
  const metadata = optionalChild(root, 'MetadataLocationConstraint')
  const data = optionalChild(root, 'DataLocationConstraint')
  return {
    metadata: metadata && known(requiredText(metadata, 'Location').trim(), regions.metadata),
    data: data && readDataConstraint(data, regions),
  }
}

/** Writes both constraints, as GET Bucket Location answers them. */
export function placesElements(metadata: string, data: DataLocation): Element[] {
  const locations = data.locations.map((location) => element('Location', location))
  return [
    element('MetadataLocationConstraint', element('Location', metadata)),
    element(
      'DataLocationConstraint',
      element('Type', data.type),
      locations.length === 0 ? undefined : element('LocationList', ...locations),
      element('ScheduleStrategy', data.scheduleStrategy),
    ),
  ]
}

/**
 * Reads the header x-ctyun-data-location, such as
 * `type=Specified,location=ChengDu,ShenYang,scheduleStrategy=Allowed` (OOS developer document V6, 4.3.1,
 * which also begins the last name with a capital).
 */
export function parseDataLocation(text: string, regions: Regions): DataLocation {
  const fields = new Map<string, string[]>()
  let values: string[] = []
  for (const piece of text.split(',')) {
    const [, name, first] = /^\s*(\w+)=(.*)$/.exec(piece) ?? []
    if (name !== undefined) fields.set(name.toLowerCase(), (values = []))
    values.push((first ?? piece).trim())
  }
  if ([...fields.keys()].some((name) => !['type', 'location', 'schedulestrategy'].includes(name))) {
    throw invalidArgument('x-ctyun-data-location', text)
  }
  const one = (name: string): string | undefined => fields.get(name)?.join(',')
  const locations = (fields.get('location') ?? []).filter((location) => location !== '')
  return dataLocation(one('type'), locations, one('schedulestrategy'), regions)
}

/** Writes that header. */
export function formatDataLocation({ type, locations, scheduleStrategy }: DataLocation): string {
  const where = locations.length === 0 ? '' : `,location=${locations.join(',')}`
  return `type=${type}${where},scheduleStrategy=${scheduleStrategy}`
}

function readDataConstraint(constraint: XmlElement, regions: Regions): DataLocation {
  const list = optionalChild(constraint, 'LocationList')
  const locations = list === undefined ? [] : texts(list, 'Location').map((text) => text.trim())
  const type = optionalText(constraint, 'Type')?.trim()
  const strategy = optionalText(constraint, 'ScheduleStrategy')?.trim()
  return dataLocation(type, locations, strategy, regions)
}

// Assumed: the type is compulsory, scheduling is allowed by default, and only a specified location
// needs a list.
function dataLocation(
  type: string | undefined,
  locations: readonly string[],
  scheduleStrategy = 'Allowed',
  regions: Regions,
): DataLocation {
  if (type !== 'Local' && type !== 'Specified') throw invalidArgument('Type', type ?? '')
  if (scheduleStrategy !== 'Allowed' && scheduleStrategy !== 'NotAllowed') {
    throw invalidArgument('ScheduleStrategy', scheduleStrategy)
  }
  if (type === 'Specified' && locations.length === 0) throw invalidArgument('LocationList', '')
  for (const location of locations) known(location, regions.data)
  return { type, locations, scheduleStrategy }
}

function known(location: string, allowed: readonly string[]): string {
  if (allowed.includes(location)) return location
  throw new OosFault('InvalidLocationConstraint', `The location ${location} is not valid.`)
}
