// Stands in for modules of core that no page needs.

/** Reading a file is a turn of the event loop there. */
export function turn(): void {
  // None is needed.
}

/** Pages cannot send a stream under its length: */
export function sendsLength(): boolean {
  return false
}

/** so this is never reached, */
export const sendStream = undefined

/** and they are told no reason why there is no answer. */
export const onServer = undefined
