/** A shape as reader and writer see it, its types forgotten: the name of a scalar, or what is inside. */
export type Kind = string | Kinds

/** Members by name; `each` makes it a list, `maybe` an element that may be missing. */
export interface Kinds {
  readonly each?: Kind
  readonly tag?: string
  readonly maybe?: Kinds
  readonly [member: string]: Kind | undefined
}
