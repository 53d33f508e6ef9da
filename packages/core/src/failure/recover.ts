import type { OosError, OosErrorDetails } from '../errors.js'
import type { fault } from '../fault.js'
import type { Call } from '../middleware.js'
import type { Key } from '../signing/credentials.js'
import type { Session } from '../signing/session.js'

/** What {@link recover} looks after. */
export interface Refusal {
  readonly error: OosError
  /** Its reason may pass by itself. */
  readonly passing: boolean
  readonly call: Call
  readonly session: Session
  /** Given, so that this file brings nothing along that the base has already. */
  readonly make: typeof fault
}

/** Milliseconds: an answer's date that is off by more tells of a wrong clock; OOS allows 15 minutes. */
const tolerance = 300_000

/**
 * Looks after an answer that refuses a request, for what can be put right. Loaded only then.
 *
 * @returns nothing when the request can be sent again, else the error to throw.
 */
export async function recover(refusal: Refusal): Promise<OosError | undefined> {
  const { error, call } = refusal
  const { code, status } = error
  const before = call.timings.map((timing) => Object(timing.error) as Partial<OosError>)
  const first = !before.some((earlier) => earlier.code === code)
  if (code === call.command.operation.repeated && before.some(isUnknown)) {
    const message = `${code} after an attempt without an answer, which may have succeeded`
    return become(refusal, { code: 'UnknownOutcome', message })
  }
  if (code === 'BadDigest' && !first) {
    const message = 'twice, what arrived had not the MD5 that was sent along'
    return become(refusal, { code: 'Integrity', message })
  }
  if (refusal.passing || code === 'BadDigest') return undefined
  if (/^(ExpiredToken|InvalidToken|InvalidAccessKeyId)$/.test(code)) {
    return first ? renew(refusal) : error
  }
  if (status !== 403) return error
  const final = correctClock(refusal, first)
  return final && first && mayHaveExpired(refusal) ? renew(refusal, final) : final
}

/** Whether a refusal that does not say why, as that of HEAD, may be of a key that has just ended. */
function mayHaveExpired({ call, session }: Refusal): boolean {
  const { expiration = NaN } = session.signed.get(call.timings)?.key ?? {}
  const end = Number(new Date(expiration)) - session.offset
  // The clocks may be apart by what is tolerated.
  return call.request.method === 'HEAD' && end - tolerance <= session.clock.now()
}

/**
 * Asks a provider for other credentials; those that one call gets serve the others as well.
 *
 * @param denied - What it is if the provider has no others: without it, an error that says so.
 */
async function renew(refusal: Refusal, denied?: OosError): Promise<OosError | undefined> {
  const { error, call, session } = refusal
  const used = session.signed.get(call.timings)?.key
  const other = used && (await session.credentials(call, used))
  if (other === used) return error
  if (!same(other, used)) return undefined
  if (denied) return denied
  const message = 'the provider of credentials gave again what was refused'
  return become(refusal, { message, member: 'credentials' })
}

/** Learns the service's time, and sends again what was signed with another. */
function correctClock(refusal: Refusal, first: boolean): OosError | undefined {
  const { error, call, session } = refusal
  // What was refused before it was sent was refused just now.
  const { sent = performance.now(), firstByte = sent } = call.timings.at(-1) ?? {}
  // What the clock said when the answer was half on its way; not corrected, so that no offset adds to another.
  const middle = session.clock.now() - (performance.now() - (sent + firstByte) / 2)
  // A date has no milliseconds: on average it is half a second behind.
  const offset = Date.parse(error.date ?? '') + 500 - middle
  if (Math.abs(offset - session.offset) > tolerance && Math.abs(offset) <= session.maxClockOffset) {
    session.offset = offset
  }
  const used = session.signed.get(call.timings)
  if (first && used?.key && used.offset !== session.offset) return undefined
  if (error.code !== 'RequestTimeTooSkewed') return error
  const hint = Number.isNaN(offset)
    ? 'Set the clock or pass `clock`; in pages, ExposeHeader Date in the CORS rule lets the SDK correct it.'
    : `The clock is ${Math.round(offset / 1000)} seconds behind. Set it or pass \`clock\`.`
  return become(refusal, { message: 'the clock is off by more than 15 minutes.', hint })
}

/** What is known of the error, said better. */
function become({ error, call, make }: Refusal, better: Partial<OosErrorDetails>): OosError {
  return make(call, Object.assign({ cause: error }, error, { message: error.message }, better))
}

/** Whether the request may have been carried out in spite of the error. */
function isUnknown({ code = '', status = 0 }: Partial<OosError>): boolean {
  const lost = /^(NetworkError|Timeout|InvalidResponse|InternalError)$/.test(code)
  return lost || (status >= 500 && code !== 'SlowDown')
}

function same(one?: Key, other?: Key): boolean {
  return one?.accessKeyId === other?.accessKeyId && one?.sessionToken === other?.sessionToken
}
