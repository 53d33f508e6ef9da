/** What a value is, whichever realm it comes from: another frame has constructors of its own. */
export function kindOf(value: unknown): string {
  return {}.toString.call(value).slice(8, -1)
}
