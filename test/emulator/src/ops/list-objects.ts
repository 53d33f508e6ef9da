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
  const gap = gapBehindMarker(call, bucket, query)
  const { entries, isTruncated } =
    gap === undefined ? pageOf(bucket.objects, query) : { entries: [], isTruncated: true }
  const contents = entries.flatMap(({ value }) => (value === undefined ? [] : [value]))
  const prefixes = entries.filter(({ value }) => value === undefined)
  const { delimiter } = query
  const next =
    gap ?? (isTruncated ? nextMarker(call, bucket, entries.at(-1)?.name, query) : undefined)
  const root = element(
    'ListBucketResult',
    element('Name', bucket.name),
    element('Prefix', query.prefix),
    element('Marker', query.marker),
    element('MaxKeys', query.most),
    delimiter === undefined ? undefined : element('Delimiter', delimiter),
    element('IsTruncated', isTruncated),
    next === undefined ? undefined : element('NextMarker', next),
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
function nextMarker(
  { world }: Call,
  bucket: Bucket,
  last: string | undefined,
  { delimiter }: Query,
): string | undefined {
  const isTold = { always: true, never: false, 'with-delimiter': delimiter !== undefined }
  if (last === undefined || !isTold[world.nextMarker]) return undefined
  const isGiven = (key: string): boolean => compareUtf8(key, last) <= 0
  return (world.emptyPages ? placeBehind(last, bucket, isGiven) : undefined) ?? last
}

// Where a server that gives empty pages has got to: behind the marker, with nothing passed over, twice at most.
function gapBehindMarker({ world }: Call, bucket: Bucket, query: Query): string | undefined {
  const { marker, prefix, isGiven, most } = query
  if (!world.emptyPages || most === 0 || marker.endsWith('\t\t')) return undefined
  return placeBehind(marker, bucket, (key) => compareUtf8(key, prefix) < 0 || isGiven(key))
}

// A name that comes after another one and before the first key that is not given yet.
function placeBehind(
  name: string,
  { objects }: Bucket,
  isGiven: (key: string) => boolean,
): string | undefined {
  const place = `${name}\t`
  const [first] = objects.seek(isGiven)
  return first !== undefined && compareUtf8(first[0], place) > 0 ? place : undefined
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
