import { md5Base64 } from '@oos-js/core'
import { hexOf } from './etag.js'
import type { Feed } from './feed.js'
import type { Listing } from './listing.js'
import type { SentPart } from './send-parts.js'

/** The object that there is when an upload has been completed. */
export interface Expected {
  /** Bytes. */
  readonly size: number
  /** How many parts it is made of. */
  readonly count: number
  /** When its last part was written, by the service's clock, if that is known. */
  readonly written: Date | undefined
  /** The ETags of its parts, in order. */
  readonly tags: () => Promise<readonly string[]>
}

/** What is to come of these parts. */
export function expectedOf(
  feed: Feed,
  sent: ReadonlyMap<number, SentPart>,
  listing?: Listing,
): Expected {
  const { plan } = feed
  const times = [...(listing?.values() ?? [])].map(({ written }) => written.getTime())
  const sizes = plan ?? [...sent.values()]
  return {
    size: sizes.reduce((sum, { size }) => sum + size, 0),
    count: feed.count() ?? sent.size,
    written: times.length > 0 ? new Date(Math.max(...times)) : undefined,
    async tags() {
      const tags: string[] = []
      for (let number = 1; number <= sizes.length; number++) {
        // Of parts of an earlier run that nobody can list any more the content tells.
        const content = plan?.[number - 1]?.content() ?? new Blob()
        tags.push(sent.get(number)?.tag ?? hexOf(await md5Base64(content)))
      }
      return tags
    },
  }
}
