/** What a document holds as text. */
export type Scalar = string | number | boolean | Date

/** What the text of an element is. An `id` is a string that must not be empty. */
export type Leaf<T> = T extends string
  ? 'string' | 'id'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'boolean'
      : 'date'

/** A list of elements. */
export interface List<Element> {
  /** Shape of one element. */
  readonly each: ShapeOf<Element>
  /** Element names from the parent, for example `Buckets/Bucket`; the member's name unless given. */
  readonly tag?: string
  /** Fewest and most elements that may be sent. */
  readonly limit?: readonly [fewest: number, most: number]
}

/** An element that may be missing. */
export interface Maybe<T> {
  /** Shape of the element, if it is there. */
  readonly maybe: Shape<T>
}

/** How one value stands in a document. */
export type ShapeOf<T> = T extends Scalar
  ? Leaf<T>
  : T extends readonly (infer Element)[]
    ? List<Element>
    : Shape<T>

/** How one value stands in a document that may lack it. */
export type OptionalShapeOf<T> = T extends Scalar
  ? `${Leaf<T>}?`
  : T extends readonly (infer Element)[]
    ? List<Element>
    : Maybe<T>

/**
 * Members of a document, in document order; one shape serves reading and writing. Members that may be
 * missing are marked (`'string?'`, `{ maybe: {...} }`), lists are empty when absent, and a missing
 * number, date or `id` makes the answer invalid.
 */
export type Shape<T> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? OptionalShapeOf<NonNullable<T[K]>>
    : ShapeOf<T[K]>
}
