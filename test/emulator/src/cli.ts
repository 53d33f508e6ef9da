import { createEmulator, defaultAccount } from './index.js'
import { serve } from './node.js'

// node dist/cli.js [--port <number>]
const port = portOf(process.argv.slice(2))
if (port === undefined) {
  console.error('Usage: emulator [--port <number from 0 to 65535>]')
  process.exitCode = 1
} else {
  const { accessKeyId, secretAccessKey } = defaultAccount
  const { url } = await serve(createEmulator(), { port })
  console.log(`endpoint   ${url}`)
  console.log(`access key ${accessKeyId}`)
  console.log(`secret key ${secretAccessKey}`)
}

function portOf(words: readonly string[]): number | undefined {
  if (words.length === 0) return 0
  const [, digits] = /^--port[ =](\d{1,5})$/.exec(words.join(' ')) ?? []
  return digits !== undefined && Number(digits) <= 65_535 ? Number(digits) : undefined
}
