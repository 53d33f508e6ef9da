import { xmlAnswer } from '../answers.js'
import { countParameter, delimiterParameter } from '../arguments.js'
import { bucketOf, type Call } from '../call.js'
import { pageOf, type PageQuery } from '../page.js'
import { compareUtf8 } from '../sorted-map.js'
import type { Bucket, StoredObject } from '../state.js'
import { parameter } from '../target.js'
import { element, type Element } from '../xml.js'
import { ownerElement } from './elements.js'

/** GET Bucket (OOS developer document V6, 4.2.4): the first version of listing, the only one of OOS. */
export function listObjects(call: Call): Response {
  const bucket = bucketOf(call)
  const query = queryOf(call)
  const { entries, isTruncated } = pageOf(bucket.objects, query)
  const contents = entries.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const prefixes = entries.filter(({ value }) => value === undefined)
  const last = entries.at(-1)?.name
  const { delimiter } = query
  const root = element(
    'ListBucketResult',
    element('Name', bucket.name),
    element('Prefix', query.prefix),
    element('Marker', query.marker),
    element('MaxKeys', query.most),
    delimiter === undefined ? undefined : element('Delimiter', delimiter),
    element('IsTruncated', isTruncated),
    isTruncated && last !== undefined && tellsNextMarker(call, delimiter)
      ? element('NextMarker', last)
      : undefined,
    ...contents.map((object) => contentsElement(object, bucket)),
    ...prefixes.map(({ name }) => element('CommonPrefixes', element('Prefix', name))),
  )
  return xmlAnswer(root)
}

interface Query extends PageQuery {
  readonly marker: string
}

function queryOf({ target, world }: Call): Query {
  const prefix = parameter(target, 'prefix') ?? ''
  const marker = parameter(target, 'marker') ?? ''
  const delimiter = delimiterParameter(target)
  // A marker below a common prefix stands for all of it.
  const end = delimiter === undefined ? -1 : marker.indexOf(delimiter, prefix.length)
  const common = marker.startsWith(prefix) && end !== -1 ? marker.slice(0, end + 1) : undefined
  return {
    prefix,
    marker,
    delimiter,
    most: countParameter(target, 'max-keys', world.limits.page),
    isGiven:
      world.switches.marker === 'inclusive'
        ? (key) => compareUtf8(key, marker) < 0
        : (key) =>
            compareUtf8(key, marker) <= 0 || (common !== undefined && key.startsWith(common)),
  }
}

// As on Amazon S3 unless told otherwise: only listings with a delimiter need it.
function tellsNextMarker({ world }: Call, delimiter: string | undefined): boolean {
  if (world.nextMarker === 'with-delimiter') return delimiter !== undefined
  return world.nextMarker === 'always'
}

function contentsElement(object: StoredObject, { owner }: Bucket): Element {
  return element(
    'Contents',
    element('Key', object.key),
    element('LastModified', new Date(object.lastModified).toISOString()),
    element('ETag', object.etag),
    element('Size', object.content.size),
    element('StorageClass', object.storageClass),
    ownerElement('Owner', owner),
  )
}
