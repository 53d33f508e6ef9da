import { createEmulator, type Emulator, type EmulatorOptions } from '@oos-js/emulator'
import { handlers } from '@oos-js/emulator/msw'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { clock, endpoint } from './client.ts'

/**
 * Lets an emulator answer what the tests of a file send with the global `fetch`. Any other request
 * fails, and after each test everything is forgotten.
 *
 * @param aliases - Host names that are buckets (CNAME).
 */
export function emulatorOnMsw(
  options: EmulatorOptions = {},
  aliases: readonly string[] = [],
): Emulator {
  const emulator = createEmulator({ clock, ...options })
  const isAlias = ({ request }: { request: Request }): boolean =>
    aliases.includes(new URL(request.url).hostname)
  const server = setupServer(
    ...handlers(emulator, endpoint),
    http.all(isAlias, ({ request }) => emulator.handle(request)),
  )
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'error' })
  })
  afterEach(() => {
    server.resetHandlers()
    emulator.reset()
  })
  afterAll(() => {
    server.close()
  })
  return emulator
}
