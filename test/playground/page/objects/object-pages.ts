import { ListObjectsCommand } from '@oos-js/commands'
import { pages } from '@oos-js/core'
import type { Place } from '../../protocol.ts'
import type { Clients } from '../clients.ts'
import { server } from '../server.ts'

/** An object in the list. */
export interface ObjectEntry {
  readonly Key: string
  readonly Size: number
  readonly LastModified: Date
}

/** Some objects, in order of their keys. */
export interface ObjectPage {
  readonly objects: readonly ObjectEntry[]
  /** Whether there are others behind them. */
  readonly more: boolean
}

/** The bucket from its beginning, page by page: few objects at a time, so that there is something to turn. */
export function objectPages(clients: Clients, { bucket }: Place): AsyncGenerator<ObjectPage> {
  return clients.signing() === 'server' ? listedByServer() : listedHere(clients, bucket)
}

async function* listedHere(clients: Clients, Bucket: string): AsyncGenerator<ObjectPage> {
  const command = new ListObjectsCommand({ Bucket, MaxKeys: 8 })
  for await (const { Contents, IsTruncated } of pages(clients.current(), command)) {
    yield { objects: Contents, more: IsTruncated }
  }
}

/** A server that signs for a page signs what is about objects: lists are for the server itself to make. */
async function* listedByServer(): AsyncGenerator<ObjectPage> {
  let marker: string | undefined
  do {
    const { objects, next } = await server.objects(marker)
    yield {
      objects: objects.map((object) => ({
        ...object,
        LastModified: new Date(object.LastModified),
      })),
      more: next !== undefined,
    }
    marker = next
  } while (marker !== undefined)
}
