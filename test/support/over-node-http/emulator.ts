// In the place of msw.ts: the emulator answers over real connections.
import { createEmulator, type Emulator, type EmulatorOptions } from '@oos-js/emulator'
import { serve, type Serving } from '@oos-js/emulator/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { clock, endpoint } from '../client.ts'
import { header, serveAll } from './loopback.ts'

/** Lets an emulator answer what the tests of a file send; after each test everything is forgotten. */
export function emulatorOnMsw(
  options: EmulatorOptions = {},
  aliases: readonly string[] = [],
): Emulator {
  const emulator = createEmulator({ clock, ...options })
  const baseHost = new URL(endpoint).hostname
  const handle: Emulator['handle'] = (request, context) => {
    const headers = new Headers(request.headers)
    const origin = headers.get(header) ?? ''
    // Of a request by fetch, MSW shows none of these.
    for (const name of [header, 'host', 'connection', 'content-length']) headers.delete(name)
    const { method, body, signal } = request
    const init = { method, headers, body, signal, duplex: 'half' } as RequestInit
    const isAlias = aliases.includes(new URL(origin).hostname)
    return emulator.handle(new Request(origin + (context?.rawTarget ?? ''), init), {
      rawTarget: context?.rawTarget,
      ...(!isAlias && { baseHost }),
    })
  }
  let server: Serving | undefined
  beforeAll(async () => {
    server = await serve({ handle })
    serveAll(server.url)
  })
  afterEach(() => {
    emulator.reset()
  })
  afterAll(async () => {
    serveAll(undefined)
    await server?.close()
  })
  return emulator
}
