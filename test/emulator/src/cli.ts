import { resolve } from 'node:path'
import { readCommandLine, usage, type CommandLine } from './command-line.js'
import { createEmulator, defaultAccount, memory } from './index.js'
import { openFolder, serve } from './node.js'

// npm run emulator -- [options], or node dist/cli.js [options]
try {
  const commandLine = readCommandLine(process.argv.slice(2))
  if (commandLine.help) console.log(usage)
  else await run(commandLine).catch(fail)
} catch (error) {
  console.error(`${messageOf(error)}\n\n${usage}`)
  process.exitCode = 2
}

async function run({ data, ...where }: CommandLine): Promise<void> {
  const folder = data === undefined ? undefined : await openFolder(data)
  // It may run for weeks.
  const requestsKept = 1000
  const emulator = createEmulator({ storage: folder ?? memory(), requestsKept })
  const server = await serve(emulator, where).catch(async (error: unknown) => {
    await folder?.close()
    throw error
  })
  if (where.allowRemote) {
    console.error(
      'Warning: whoever reaches this address can use the emulator. Its keys are no secret.',
    )
  }
  const stop = (): void => {
    void server
      .close()
      // Access logs that have not been written yet.
      .then(() => emulator.tick())
      .then(() => folder?.close())
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const lines = [
    `endpoint   ${server.url}`,
    ...(server.websiteUrl === undefined ? [] : [`websites   ${server.websiteUrl}`]),
    `access key ${defaultAccount.accessKeyId}`,
    `secret key ${defaultAccount.secretAccessKey}`,
    `data       ${data === undefined ? 'in memory, gone at the end' : resolve(data)}`,
  ]
  console.log(lines.join('\n'))
}

function fail(error: unknown): void {
  console.error(messageOf(error))
  process.exitCode = 1
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
