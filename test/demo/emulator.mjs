import { freemem } from 'node:os'
import { createEmulator, defaultAccount } from '@oos-js/emulator'
import { serve } from '@oos-js/emulator/node'

/** Starts a server to try things on, in this process and in memory; cleaning up ends it. */
export async function startEmulator(cleanUp, fileSize) {
  if (fileSize > freemem() / 2) {
    throw new Error('the file is too large for the emulator, which keeps it in memory: see --help')
  }
  const { url, close } = await serve(createEmulator())
  cleanUp.add(close)
  const { accessKeyId, secretAccessKey } = defaultAccount
  return { endpoint: url, credentials: { accessKeyId, secretAccessKey } }
}
