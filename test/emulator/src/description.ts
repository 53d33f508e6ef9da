import { invalidArgument } from './arguments.js'
import type { Call } from './call.js'
import { OosFault } from './errors.js'
import { parseDataLocation, type DataLocation } from './locations.js'
import type { Description } from './state.js'
import { header, headersWith, sizeOf, type HeaderFields } from './wire-headers.js'

/** Reads what the headers of a PUT say about an object (OOS developer document V6, 4.3.1). */
export function readDescription(call: Pick<Call, 'headers' | 'world'>): Description {
  const { headers } = call
  checkHeaders(call)
  checkRedirect(header(headers, 'x-amz-website-redirect-location'))
  return {
    headers: storedHeaders(headers),
    metadata: readMetadata(headers, call.world.limits.metadata),
    storageClass: readStorageClass(headers),
    dataLocation: readDataLocation(call),
  }
}

/** Refuses a PUT whose headers are too long altogether. */
export function checkHeaders({ headers, world }: Pick<Call, 'headers' | 'world'>): void {
  if (sizeOf(headers) <= world.limits.headers) return
  const message = `The headers of the request exceed ${world.limits.headers} bytes.`
  throw new OosFault('RequestHeaderSectionTooLarge', message)
}

function storedHeaders(headers: HeaderFields): Map<string, string> {
  const names = [
    'cache-control',
    'content-disposition',
    'content-encoding',
    'expires',
    'x-amz-website-redirect-location',
  ]
  const present = names.flatMap((name) => {
    const value = header(headers, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  // Assumed: an empty Content-Type is as good as none.
  const type = header(headers, 'content-type') ?? ''
  return new Map([...present, ['content-type', type === '' ? 'application/octet-stream' : type]])
}

// OOS developer document V6, 4.3.14, on forms. Assumed: it is the same for PUT; and the code.
function checkRedirect(location: string | undefined): void {
  if (location === undefined) return
  if (!/^(\/|https?:\/\/)/.test(location) || location.length > 2 * 1024) {
    throw invalidArgument('x-amz-website-redirect-location', location)
  }
}

// Assumed: the prefix does not count towards the 2 KB.
function readMetadata(headers: HeaderFields, most: number): Map<string, string> {
  const prefix = 'x-amz-meta-'
  const metadata = headersWith(headers, prefix)
  const size = metadata.reduce(
    (sum, [name, value]) => sum + name.length - prefix.length + value.length,
    0,
  )
  if (size > most) {
    const message = `Your metadata headers exceed the maximum of ${most} bytes.`
    throw new OosFault('MetadataTooLarge', message)
  }
  return new Map(metadata)
}

/** Where a request wants the data to be. */
export function readDataLocation({
  headers,
  world,
}: Pick<Call, 'headers' | 'world'>): DataLocation | undefined {
  const text = header(headers, 'x-ctyun-data-location')
  return text === undefined ? undefined : parseDataLocation(text, world.regions)
}

/** The storage class a request asks for: those of the V6 document and of the vendor's site. */
export function readStorageClass(headers: HeaderFields): string {
  const name = header(headers, 'x-amz-storage-class') ?? 'STANDARD'
  if (!/^(STANDARD|STANDARD_IA|REDUCED_REDUNDANCY|EC_\d+_\d+(_\d+)?)$/.test(name)) {
    throw new OosFault('InvalidStorageClass', 'The storage class you specified is not valid.')
  }
  return name
}
