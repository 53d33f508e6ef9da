import type { Refuse } from '@oos-js/core'

/** Refuses a text that is too long. */
export function checkLength(
  text: string | undefined,
  most: number,
  refuse: Refuse,
  path: string,
): void {
  if ((text?.length ?? 0) > most) throw refuse(`must be up to ${most} characters`, path)
}
