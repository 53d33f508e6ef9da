import { ListObjectsCommand } from '@oos-js/commands'
import { handleSignRequest, type Clock, type OosClient } from '@oos-js/core'
import type { Emulator } from '@oos-js/emulator'
import {
  calm,
  type Conditions,
  type ListedPage,
  type Place,
  type SeenRequest,
} from '../protocol.ts'
import type { KeyRing } from './key-ring.ts'
import type { Weather } from './weather.ts'

/** What the routes are about. */
export interface RouteTools {
  readonly place: Place
  readonly client: OosClient
  readonly emulator: Emulator
  readonly keys: KeyRing
  readonly weather: Weather
  readonly clock: Clock
}

/** Answers a request of the page. */
export type Route = (request: Request) => Promise<Response>

/** Objects of a page of the listing: few, so that there is a second page. */
const pageSize = 8

/** What the page asks its own server for, by method and path. */
export function createRoutes(tools: RouteTools): Route {
  const { place, emulator, keys, weather, clock } = tools
  const sign: Route = async (request) => {
    const text = await request.clone().text()
    return handleSignRequest(request, {
      credentials: await (request.method === 'POST' ? keys.behind(text) : keys.current()),
      buckets: [place.bucket],
      // A real server would keep each user to a prefix.
      keyPrefixes: [''],
      // POST and DELETE begin, complete and abort uploads; DELETE is for the list too.
      methods: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'],
      clock,
    })
  }
  const routes: Record<string, Route> = {
    'GET /place': async () => Response.json(place),
    'GET /sign': sign,
    'POST /sign': sign,
    'GET /keys': async () => Response.json(await keys.current()),
    'DELETE /keys': async () => {
      keys.endAll()
      return new Response(null, { status: 204 })
    },
    'GET /objects': async ({ url }) => {
      const marker = new URL(url).searchParams.get('marker') ?? undefined
      return Response.json(await listPage(tools, marker))
    },
    'GET /conditions': async () => Response.json(weather.now()),
    'PUT /conditions': async (request) => {
      await weather.change({ ...calm, ...((await request.json()) as Partial<Conditions>) })
      return Response.json(weather.now())
    },
    'GET /requests': async () => Response.json(seenBy(emulator)),
  }
  return async (request) => {
    // Other sites must not sign with our keys by way of somebody's browser.
    if (request.headers.get('sec-fetch-site') === 'cross-site') {
      return new Response('not from another site', { status: 403 })
    }
    const route = routes[`${request.method} ${new URL(request.url).pathname}`]
    return route?.(request) ?? new Response('no such route', { status: 404 })
  }
}

async function listPage(
  { client, place }: RouteTools,
  marker: string | undefined,
): Promise<ListedPage> {
  const { Contents, IsTruncated, NextMarker } = await client.send(
    new ListObjectsCommand({ Bucket: place.bucket, MaxKeys: pageSize, Marker: marker }),
  )
  return {
    objects: Contents.map(({ Key, Size, LastModified }) => ({
      Key,
      Size,
      LastModified: LastModified.toISOString(),
    })),
    next: IsTruncated ? (NextMarker ?? Contents.at(-1)?.Key) : undefined,
  }
}

function seenBy(emulator: Emulator): SeenRequest[] {
  return emulator.requests.map(({ operation, key, part, status, aborted, bodyLength }) => ({
    operation,
    key,
    part,
    status,
    aborted,
    received: bodyLength,
  }))
}
