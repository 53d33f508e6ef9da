/** A shape as reader and writer see it, its types forgotten: the name of a scalar, or what is inside. */
export type Kind = string | Kinds

/** Members by name; `each` makes it a list, `maybe` an element that may be missing. */
interface Kinds {
  readonly each?: Kind
  readonly tag?: string
  readonly limit?: readonly [number, number]
  readonly maybe?: Kinds
  readonly [member: string]: unknown
}

/** The members of a shape and what each is. */
export function kindsOf(shape: object): [member: string, kind: Kind][] {
  return Object.entries(shape) as [string, Kind][]
}
