import { xmlAnswer } from '../answers.js'
import { countParameter, delimiterParameter } from '../arguments.js'
import { bucketOf, type Call } from '../call.js'
import { compareUtf8 } from '../sorted-map.js'
import type { Bucket, StoredObject } from '../state.js'
import { parameter } from '../target.js'
import { element, type Element } from '../xml.js'
import { ownerElement } from './elements.js'

/** GET Bucket (OOS developer document V6, 4.2.4): the first version of listing, the only one of OOS. */
export function listObjects(call: Call): Response {
  const bucket = bucketOf(call)
  const query = queryOf(call)
  const { entries, isTruncated } = page(bucket, query)
  const contents = entries.flatMap(({ object }) => (object === undefined ? [] : [object]))
  const prefixes = entries.filter(({ object }) => object === undefined)
  const last = entries.at(-1)?.name
  const { delimiter } = query
  const root = element(
    'ListBucketResult',
    element('Name', bucket.name),
    element('Prefix', query.prefix),
    element('Marker', query.marker),
    element('MaxKeys', query.maxKeys),
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

interface Query {
  readonly prefix: string
  readonly marker: string
  readonly maxKeys: number
  readonly delimiter: string | undefined
}

/** A key, or a common prefix, which has no object. */
interface Entry {
  readonly name: string
  readonly object: StoredObject | undefined
}

function queryOf({ target }: Call): Query {
  return {
    prefix: parameter(target, 'prefix') ?? '',
    marker: parameter(target, 'marker') ?? '',
    maxKeys: countParameter(target, 'max-keys', 1000),
    delimiter: delimiterParameter(target),
  }
}

function page(bucket: Bucket, query: Query): { entries: Entry[]; isTruncated: boolean } {
  const { prefix, marker, maxKeys } = query
  const entries: Entry[] = []
  if (maxKeys === 0) return { entries, isTruncated: false }
  for (const key of bucket.objects.keys()) {
    if (!key.startsWith(prefix)) continue
    const entry = entryOf(key, bucket, query)
    // Names already given: up to the marker, or more keys below a common prefix.
    if (compareUtf8(entry.name, marker) <= 0 || entry.name === entries.at(-1)?.name) continue
    if (entries.length === maxKeys) return { entries, isTruncated: true }
    entries.push(entry)
  }
  return { entries, isTruncated: false }
}

function entryOf(key: string, bucket: Bucket, { prefix, delimiter }: Query): Entry {
  const end = delimiter === undefined ? -1 : key.indexOf(delimiter, prefix.length)
  if (end === -1) return { name: key, object: bucket.objects.get(key) }
  return { name: key.slice(0, end + 1), object: undefined }
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
