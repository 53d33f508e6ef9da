import type { Limit } from './request/check-limits.js'
import type { Refuse } from './fault.js'
import type { Call, InputCall } from './middleware.js'
import type { ObjectBody } from './answer/object-body.js'
import type { ClientOptions } from './options.js'
import type { HttpRequest } from './request/request.js'
import type { OptionalShapeOf, Shape, ShapeOf } from './shape.js'

/** HTTP methods that OOS serves. */
export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'

/** Where an input member travels: the wire name follows the place. */
export type Place = 'bucket' | 'key' | 'body' | `header ${string}` | `query ${string}`

/** Writes an input member that needs more than a place, for example a document body. */
export interface Writer<Value = unknown> {
  /** The caller may leave the member out. */
  readonly optional?: true
  /** Puts `value` on the request, or throws what `refuse` makes of the rule that it breaks. */
  write(value: Value, request: HttpRequest, refuse: Refuse, member: string, call: InputCall): void
}

/** A document body: `{ write: writeXml, root: 'Delete', shape: {...} }`. */
export interface XmlWriter<Value> extends Writer<Value> {
  /** Name of the document element. */
  readonly root: string
  /** Its members, in the order they are written. */
  readonly shape: Shape<Value>
}

/** What writes a member that no place can take. */
export type Written<Value> = Writer<Value> | XmlWriter<Value>

/** Marks what the caller may leave out. */
export interface Optional {
  /** The caller may leave the member out. */
  readonly optional: true
}

/**
 * How one input member reaches the wire. A trailing `?` marks the members that may be left out, as it
 * does in the interface beside the descriptor: the compiler refuses an optional member without it.
 */
export type Binding<Value> = undefined extends Value
  ? `${Place}?` | (Written<NonNullable<Value>> & Optional)
  : Place | Written<Value>

/** A response header; always optional, as CORS hides what a bucket does not expose. */
export type HeaderOf<T> = T extends number
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
export type Own<Output> = Omit<Output, '$metadata' | symbol>

/** Turns a successful answer into output members, or throws an {@link OosError}. */
export type Reader = (response: Response, call: Call) => Promise<object>

/** How a listing goes on from page to page. */
export interface Paging {
  /**
   * The input members that say where a page begins, the most significant one first, each with the output
   * member that has its next value. With a trailing `?` the output may lack it: then the names of the last
   * entry serve, in the same order.
   */
  readonly markers: Readonly<Record<string, string>>
  /** The lists of the output, each with the members that name an entry. */
  readonly names: Readonly<Record<string, readonly string[]>>
}

/** An operation as data: everything the request path must know about it. */
export interface Operation<Input, Output> {
  /** Name in the vendor's documents, for example `PutObject`. */
  readonly name: string
  /** HTTP method. */
  readonly method: Method
  /** Finds the endpoint if it is not the object store's; see `iamEndpoint`. */
  readonly endpoint?: (options: ClientOptions) => URL
  /** Constant sub-resource, for example `acl`. */
  readonly query?: string
  /** Where each input member travels. */
  readonly input: { readonly [K in keyof Input]-?: Binding<Input[K]> }
  /** Inclusive bounds of integers, and the values that texts are limited to; see `checkLimits`. */
  readonly limits?: { readonly [K in keyof Input]?: Limit }
  /** Refuses input that breaks a rule of the operation, once its members are in their places. */
  readonly check?: (call: Call) => void
  /** Where each output member comes from. */
  readonly output: { readonly [K in keyof Own<Output>]-?: Source<Own<Output>[K]> }
  /** Reads the answer's body. Without it a body is not expected. */
  readonly read?: Reader
  /** Name of the document element that a successful answer has, and path of names to the members. */
  readonly root?: string
  /** Completes the unsigned request, for example with a header made of its body; see `addContentMD5`. */
  readonly build?: (call: Call) => Promise<void>
  /** How a listing of your own goes on; `pages` knows those of OOS. */
  readonly paging?: Paging
  /** Code that a repeat meets when an earlier attempt, whose answer was lost, has succeeded. */
  readonly repeated?: string
  /** `never` for operations that must not run twice. */
  readonly retry?: 'never'
}

/** An operation as the request path reads it, its input and output types forgotten. */
export interface AnyOperation extends Omit<
  Operation<object, object>,
  'input' | 'limits' | 'output'
> {
  /** Where each input member travels. */
  readonly input: object
  /** Bounds and values of input members. */
  readonly limits?: object
  /** Where each output member comes from. */
  readonly output: object
}
