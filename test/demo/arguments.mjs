import { parseArgs } from 'node:util'

export const usage = `Uploads a file, lists it, downloads it, compares the MD5s, and removes it all again.

  npm run demo                                a file of 64 MiB, on the emulator
  npm run demo -- FILE                        your file, on the emulator
  npm run demo -- --endpoint URL [FILE]       on a server that knows Signature V2

  --file FILE          the same as FILE
  --endpoint URL       scheme and host of the server
  --bucket NAME        an existing bucket to use; without it one is made, and deleted
  --access-key KEY     instead of OOS_ACCESS_KEY_ID
  --secret-key SECRET  instead of OOS_SECRET_ACCESS_KEY, which other users of this machine cannot see
  --part-size MIB      size of the parts of the upload, 5 at least (default 5)
  --help`

const flags = {
  file: { type: 'string' },
  endpoint: { type: 'string' },
  bucket: { type: 'string' },
  'access-key': { type: 'string' },
  'secret-key': { type: 'string' },
  'part-size': { type: 'string' },
  help: { type: 'boolean' },
}

const mebibyte = 2 ** 20

/** What the command line asks for; `server` is missing when the emulator shall be used. */
export function parseArguments(argv, env) {
  const { values, positionals } = parse(argv)
  const files = [...positionals, ...(values.file === undefined ? [] : [values.file])]
  if (files.length > 1) throw new Error('give one file at most (--help shows how)')
  return {
    help: values.help ?? false,
    file: files[0],
    bucket: values.bucket,
    partSize: parsePartSize(values['part-size']),
    server: parseServer(values, env),
  }
}

function parse(argv) {
  try {
    return parseArgs({ args: argv, options: flags, allowPositionals: true })
  } catch (error) {
    // Some of these messages go on for several lines of advice.
    throw new Error(`${error.message.split('\n')[0]} (--help shows how)`, { cause: error })
  }
}

function parseServer({ endpoint, bucket, ...values }, env) {
  if (endpoint === undefined) {
    if (bucket ?? values['access-key'] ?? values['secret-key'])
      throw new Error('--bucket, --access-key and --secret-key need --endpoint')
    return undefined
  }
  const accessKeyId = values['access-key'] ?? env.OOS_ACCESS_KEY_ID
  const secretAccessKey = values['secret-key'] ?? env.OOS_SECRET_ACCESS_KEY
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('--endpoint needs keys: set OOS_ACCESS_KEY_ID and OOS_SECRET_ACCESS_KEY')
  }
  return { endpoint, credentials: { accessKeyId, secretAccessKey } }
}

function parsePartSize(text) {
  if (text === undefined) return undefined
  const partSize = Number(text) * mebibyte
  // Told here rather than by Upload, when a bucket has been made already.
  if (!Number.isInteger(partSize) || partSize < 5 * mebibyte) {
    throw new Error('--part-size must be a number of MiB, 5 at least')
  }
  return partSize
}
