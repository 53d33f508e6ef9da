import { refuser } from '../fault.js'
import type { Call } from '../middleware.js'

/** How long what was signed can be used. */
export interface LifeOptions {
  /**
   * Seconds for which it can be used. OOS names no limit for Signature V2; past seven days a warning is
   * written to the console.
   *
   * @defaultValue 900
   */
  readonly expiresIn?: number | undefined
  /**
   * Seconds that `expiresIn` must not be above, for programs whose users choose it.
   *
   * @defaultValue none
   */
  readonly maxExpiresIn?: number | undefined
}

const week = 604_800

/** Gives the seconds, unless they are none or too many; a life past a week comes with a warning. */
export function checkLife(
  { expiresIn = 900, maxExpiresIn = Infinity }: LifeOptions,
  call: Call,
): number {
  if (!(expiresIn > 0 && expiresIn <= maxExpiresIn) || !Number.isFinite(expiresIn)) {
    const rule = `must be seconds, more than 0 and ${maxExpiresIn} at most`
    throw refuser(call, 'expiresIn')(rule)
  }
  if (expiresIn > week) {
    // eslint-disable-next-line no-console -- Whoever signs it has to hear of it before it is given away.
    console.warn(`${call.command.operation.name}: what is signed here lives past a week`)
  }
  return expiresIn
}
