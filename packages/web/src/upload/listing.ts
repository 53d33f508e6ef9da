import { isOosError, OosError } from '@oos-js/core'
import { ListPartsCommand } from './commands.js'
import { bareTag } from './etag.js'
import type { Begun, Job } from './job.js'

/** What the service has of a part. */
interface ListedPart {
  /** Bytes. */
  readonly size: number
  /** ETag without quotes. */
  readonly tag: string
  /** When it was written, by the service's clock. */
  readonly written: Date
}

/** The parts that the service has, by number. */
export type Listing = Map<number, ListedPart>

/** Asks for all parts that the service has; `undefined` if it does not let them be listed. */
export async function listParts(
  { sender, control: { signal } }: Job,
  upload: Begun,
): Promise<Listing | undefined> {
  const listing: Listing = new Map()
  for (let marker = 0; ;) {
    try {
      const command = new ListPartsCommand({ ...upload, PartNumberMarker: marker })
      const page = await sender.send(command, { signal })
      for (const { PartNumber, Size, ETag, LastModified } of page.Parts) {
        listing.set(PartNumber, { size: Size, tag: bareTag(ETag) ?? '', written: LastModified })
      }
      if (!page.IsTruncated) return listing
      const next = page.NextPartNumberMarker ?? page.Parts.at(-1)?.PartNumber ?? marker
      if (next <= marker) throw stuck(upload)
      marker = next
    } catch (error) {
      if (isOosError(error) && isRefusal(error)) return undefined
      throw error
    }
  }
}

/** Of an operation that is forbidden, or that a store does not have. */
function isRefusal({ status = 0, code }: OosError): boolean {
  return code === 'AccessDenied' || status === 405 || status === 501
}

function stuck({ Bucket, Key }: Begun): OosError {
  const message = 'the list of parts does not go on where it says'
  return new OosError({
    code: 'InvalidResponse',
    ...{ message, operation: 'ListParts', bucket: Bucket, key: Key },
  })
}
