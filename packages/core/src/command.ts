import type { AnyOperation, Operation } from './operation.js'
import type { WithMetadata } from './answer/output.js'

/** One call to be made: an operation and its input. Sent with {@link OosClient.send}. */
export abstract class Command<Input extends object, Output extends WithMetadata> {
  /** The operation, as data. */
  readonly operation: Operation<Input, Output>
  /** The input, as given. */
  readonly input: Input

  protected constructor(operation: Operation<Input, Output>, input: Input) {
    this.operation = operation
    this.input = input
  }
}

/** A command as the request path reads it, its input and output types forgotten. */
export interface AnyCommand {
  /** The operation, as data. */
  readonly operation: AnyOperation
  /** The input, as given. */
  readonly input: object
}
