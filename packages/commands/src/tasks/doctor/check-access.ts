import { checkCors } from './check-cors.js'
import type { Examination } from './doctor.js'
import { ask, probe, type Probe } from './probe.js'

/** Milliseconds that OOS lets a clock be off (OOS developer document V6, 3.1.1), with a margin. */
const tolerance = 10 * 60_000

/**
 * Checks all that can be told without an origin.
 *
 * @returns the first answer; nothing if there is none, or CORS has been looked at already.
 */
export async function checkAccess(examination: Examination): Promise<Probe | undefined> {
  const { find, done } = examination
  const first = await probe(examination)
  checkHttps(first, examination)
  done('https')
  // The browser blocks what goes to http, and says nothing.
  if (first.error?.code === 'MixedContent') return undefined
  const answer = first.sent ? first : await askUnsigned(first, examination)
  done('endpoint')
  if (!answer.headers) {
    await explainSilence(answer, examination)
    return undefined
  }
  const isClockOff = checkClock(answer, examination)
  if (first.sent) {
    done('signature', 'addressing')
    await explainRefusal(first, isClockOff, examination)
  } else if (!isRefusedToSign(first)) find('NotSigned', first.error?.message)
  return answer
}

/** Where nothing could be signed, an answer without a signature tells the rest. */
function askUnsigned({ url }: Probe, examination: Examination): Promise<Probe> {
  return ask(examination, { url: url.href })
}

/** A server that signs for pages signs no listings, and is right in that. */
function isRefusedToSign({ error }: Probe): boolean {
  return error?.code === 'AccessDenied' && error.member !== 'credentials'
}

async function explainRefusal(
  { error, sent, url }: Probe,
  isClockOff: boolean,
  examination: Examination,
): Promise<void> {
  const { find, done } = examination
  const accessKeyId = /^AWS ([^:]+):/.exec(sent?.get('authorization') ?? '')?.[1] ?? ''
  switch (error?.code) {
    case undefined:
      done('bucket')
      break
    case 'RequestTimeTooSkewed':
      if (!isClockOff) find('ClockOff', '> 15 min')
      done('clock')
      break
    case 'SignatureDoesNotMatch':
      if (isBucketTwice(url, examination)) find('BucketInHost', url.host)
      else find('WrongSecret', accessKeyId)
      break
    case 'InvalidAccessKeyId':
      find('UnknownKey', accessKeyId)
      break
    case 'ExpiredToken':
    case 'InvalidToken':
      find('TokenRefused', error.code)
      break
    case 'NoSuchBucket':
      find('NoSuchBucket', examination.Bucket)
      done('bucket')
      break
    case 'NoSuchKey':
      // Unsigned, a listing in path style is taken for an object of the host's bucket.
      find('BucketInHost', url.host)
      break
    case 'AccessDenied':
      await explainDenial(accessKeyId, examination)
      done('bucket')
      break
    default:
      find('Failed', error?.message)
  }
}

/** Tells whether host and path both name the bucket: then the service signs its name twice. */
function isBucketTwice({ hostname, pathname }: URL, { Bucket }: Examination): boolean {
  const isHost = hostname === Bucket || hostname.startsWith(`${Bucket}.`)
  return isHost && pathname.startsWith(`/${Bucket}/`)
}

function checkHttps({ url }: Probe, { Bucket, find }: Examination): void {
  const isLoopback = /^(?:.*\.)?localhost$|^127\.|^\[::1\]$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLoopback) find('Insecure', url.origin)
  const isInHost = url.hostname.startsWith(`${Bucket}.`)
  if (url.protocol === 'https:' && isInHost && Bucket.includes('.')) find('DottedBucket', url.host)
}

function checkClock({ headers }: Probe, { find, done }: Examination): boolean {
  const date = headers?.get('date')
  // Hidden from a page unless the bucket's CORS rule exposes it.
  if (!date) return false
  done('clock')
  const off = Date.now() - Date.parse(date)
  const isOff = Math.abs(off) > tolerance
  if (isOff) find('ClockOff', `${Math.round(off / 60_000)} min`)
  return isOff
}

/** Tells apart why nothing answers: the endpoint, the bucket's host, or in a page CORS. */
async function explainSilence(silent: Probe, examination: Examination): Promise<void> {
  const { Bucket, isPage, find, done } = examination
  const { url, error } = silent
  const isInHost = url.hostname.startsWith(`${Bucket}.`)
  if (isInHost) {
    const service = url.origin.replace(`${Bucket}.`, '')
    const second = await ask(examination, { url: `${service}/${Bucket}/` })
    done('addressing')
    if (second.headers) {
      find('HostNotFound', url.host)
      return
    }
  }
  const isHidden = isPage && (await answersUnseen(url, examination))
  if (!isHidden || !(await checkCors(silent, examination))) find('Unreachable', error?.message)
}

/** A page may send what it must not read the answer of: if that works, only CORS stands in the way. */
async function answersUnseen(url: URL, { signal }: Examination): Promise<boolean> {
  try {
    await fetch(url.origin, { mode: 'no-cors', signal: signal ?? null })
    return true
  } catch {
    signal?.throwIfAborted()
    return false
  }
}

async function explainDenial(accessKeyId: string, examination: Examination): Promise<void> {
  const { Bucket, find } = examination
  const own = accessKeyId ? await probe(examination, { Prefix: accessKeyId }) : undefined
  // OOS developer document V6, 2.5: ordinary keys see what begins with their id.
  if (own && !own.error) find('OrdinaryKey', accessKeyId)
  else find('NoAccess', Bucket)
}
