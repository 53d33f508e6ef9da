import { parseArgs } from 'node:util'

/** What the emulator is asked for in a shell. */
export interface CommandLine {
  readonly port: number
  readonly websitePort: number | undefined
  /** The folder to store things in; undefined is in memory. */
  readonly data: string | undefined
  readonly host: string
  readonly allowRemote: boolean
  readonly help: boolean
}

export const usage = `Usage: npm run emulator -- [options]

  --port <number>          where the service listens (a free port)
  --website-port <number>  where the websites of buckets are served (nowhere)
  --data <folder>          keep everything in this folder (in memory, until the emulator ends)
  --host <address>         the address to listen on (127.0.0.1)
  --allow-remote           let the address be one that other machines reach
  --help                   show this text`

/** Reads the words after the name of the program; an error says what is wrong with them. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...words],
    options: {
      port: { type: 'string', default: '0' },
      'website-port': { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      'allow-remote': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const website = values['website-port']
  if (values.data === '') throw new RangeError('--data needs the name of a folder.')
  return {
    port: portOf('--port', values.port),
    websitePort: website === undefined ? undefined : portOf('--website-port', website),
    data: values.data,
    host: values.host,
    allowRemote: values['allow-remote'],
    help: values.help,
  }
}

function portOf(name: string, digits: string): number {
  if (/^\d{1,5}$/.test(digits) && Number(digits) <= 65_535) return Number(digits)
  throw new RangeError(`${name} needs a number from 0 to 65535, not "${digits}".`)
}
