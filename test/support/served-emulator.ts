import { createEmulator, type Emulator, type EmulatorOptions } from '@oos-js/emulator'
import { serve } from '@oos-js/emulator/node'
import { onTestFinished } from 'vitest'

/** Serves an emulator over HTTP on loopback, for the rest of the test that calls it. */
export async function servedEmulator(
  options: EmulatorOptions = {},
): Promise<{ readonly emulator: Emulator; readonly url: string }> {
  const emulator = createEmulator(options)
  const server = await serve(emulator)
  onTestFinished(() => server.close())
  return { emulator, url: server.url }
}
