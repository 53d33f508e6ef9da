import type { Call } from './middleware.js'
import type { ObjectBody } from './object-body.js'
import type { Body, HttpRequest } from './request.js'

/** HTTP methods that OOS serves. */
export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'

/** Where an input member travels: the wire name follows the place. */
export type Place =
  'bucket' | 'key' | 'body' | `header ${string}` | `query ${string}` | `meta ${string}`

/** Writes an input member that needs more than a place, for example a document body. */
export interface Writer<Value> {
  /** The caller may leave the member out. */
  readonly optional?: true
  /** Puts `value` on the request. */
  write(value: Value, request: HttpRequest, target: WriteTarget): void
}

/** What a {@link Writer} needs in order to name what is wrong with a value. */
export interface WriteTarget {
  /** Name of the operation. */
  readonly operation: string
  /** Name of the input member. */
  readonly member: string
}

/**
 * How one input member reaches the wire. A trailing `?` marks the members that may be left out, as it
 * does in the interface beside the descriptor: the compiler refuses an optional member without it.
 */
export type Binding<Value> = undefined extends Value
  ? `${Place}?` | (Writer<NonNullable<Value>> & { readonly optional: true })
  : Place | Writer<Value>

type Leaf<T> = T extends string
  ? 'string' | 'id'
  : T extends number
    ? 'number'
    : T extends boolean
      ? 'boolean'
      : 'date'

type Scalar = string | number | boolean | Date

/** A list of elements. `tag` is the path of one element when it differs from the member's name. */
export interface List<Element> {
  /** Shape of one element. */
  readonly each: ShapeOf<Element>
  /** Element names from the parent, for example `Buckets/Bucket`. */
  readonly tag?: string
}

/** How one value stands in a document. `id` is a string that must not be empty. */
export type ShapeOf<T> = T extends Scalar
  ? Leaf<T>
  : T extends readonly (infer Element)[]
    ? List<Element>
    : Shape<T>

type OptionalShapeOf<T> = T extends Scalar
  ? `${Leaf<T>}?`
  : T extends readonly (infer Element)[]
    ? List<Element>
    : { readonly maybe: Shape<T> }

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

/** A response header; always optional, as CORS hides what a bucket does not expose. */
type HeaderOf<T> = T extends number
  ? `header ${string} number`
  : T extends Date
    ? `header ${string} date`
    : `header ${string}`

/** Where one output member comes from: a header, the metadata headers, the whole body, or a document. */
export type Source<T> = undefined extends T
  ? HeaderOf<NonNullable<T>> | OptionalShapeOf<NonNullable<T>>
  : T extends ObjectBody
    ? 'body'
    : string extends keyof T
      ? `meta ${string}`
      : ShapeOf<T>

/** Output members without what every output has. */
export type Own<Output> = Omit<Output, '$metadata'>

/** Turns a successful answer into output members, or throws an {@link OosError}. */
export type Reader = (response: Response, call: Call) => Promise<object>

/** An operation as data: everything the request path must know about it. */
export interface Operation<Input, Output> {
  /** Name in the vendor's documents, for example `PutObject`. */
  readonly name: string
  /** HTTP method. */
  readonly method: Method
  /** Constant sub-resource, for example `acl`. */
  readonly query?: string
  /** Where each input member travels. */
  readonly input: { readonly [K in keyof Input]-?: Binding<Input[K]> }
  /** Inclusive bounds of integer members. */
  readonly range?: { readonly [K in keyof Input]?: readonly [minimum: number, maximum: number] }
  /** Where each output member comes from. */
  readonly output: { readonly [K in keyof Own<Output>]-?: Source<Own<Output>[K]> }
  /** Reads the answer's body. Without it a body is not expected. */
  readonly read?: Reader
  /** Name of the document element that a successful answer has. */
  readonly root?: string
  /** Base64 MD5 of a body, for operations that OOS refuses without `Content-MD5`. */
  readonly checksum?: (body: Body) => Promise<string>
  /** `never` for operations that must not run twice. */
  readonly retry?: 'never'
}

/** An operation as the request path reads it, its input and output types forgotten. */
export interface AnyOperation extends Omit<
  Operation<object, object>,
  'input' | 'range' | 'output'
> {
  readonly input: object
  readonly range?: object
  readonly output: object
}
