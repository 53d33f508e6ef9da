/** Tells whether something is a number such as 1, 2, 3. */
export function isPositive(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0
}
