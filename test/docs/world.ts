import { CreateBucketCommand, PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { createEmulator, defaultAccount, type Emulator } from '@oos-js/emulator'

/** Answers what a page asks of the server that it came from. */
type Route = (request: Request) => Response | Promise<Response>

/** What the code of a page runs in: OOS itself is an emulator, and so is the page's own server. */
export interface World {
  readonly emulator: Emulator
  /** A client of the default account, with the buckets `photos` (with `cat.jpg`) and `films`. */
  readonly client: OosClient
  /** What the page's own server answers, by path. */
  readonly routes: Map<string, Route>
  /** What was written to the console. */
  readonly logged: unknown[][]
  /** Carries every request of a page. */
  readonly fetch: typeof fetch
}

/** Makes a world for one page. */
export async function createWorld(): Promise<World> {
  const emulator = createEmulator({
    baseHosts: ['oos-cn.ctyunapi.cn', 'oos-cn-iam.ctyunapi.cn', '127.0.0.1'],
  })
  const real = globalThis.fetch
  const routes = new Map<string, Route>()
  const carry: typeof fetch = async (input, init) => {
    const request = new Request(
      typeof input === 'string' ? new URL(input, 'https://app.example.com') : input,
      init,
    )
    const { host, pathname } = new URL(request.url)
    if (isOnThisMachine(host)) return real(request)
    if (host !== 'app.example.com') return emulator.handle(request)
    const route = routes.get(pathname)
    return route === undefined ? new Response(null, { status: 404 }) : route(request)
  }
  const client = new OosClient({
    endpoint: 'https://oos-cn.ctyunapi.cn',
    credentials: defaultAccount,
    fetch: carry as never,
  })
  for (const Bucket of ['photos', 'films']) await client.send(new CreateBucketCommand({ Bucket }))
  const cat = { Bucket: 'photos', Key: 'cat.jpg', ContentType: 'image/jpeg' }
  await client.send(new PutObjectCommand({ ...cat, Body: 'a picture of a cat' }))
  return { emulator, client, routes, logged: [], fetch: carry }
}

function isOnThisMachine(host: string): boolean {
  // Guides have their readers start the emulator at port 8080.
  return host.startsWith('127.0.0.1:') && host !== '127.0.0.1:8080'
}
