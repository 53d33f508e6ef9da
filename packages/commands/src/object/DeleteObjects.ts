import {
  addContentMD5,
  Command,
  readXml,
  writeXml,
  type HttpRequest,
  type Operation,
  type Refuse,
  type WithMetadata,
} from '@oos-js/core'

/** One object to delete. */
export interface ObjectIdentifier {
  /** Name of the object. XML has no way to carry control characters: use DeleteObject for such keys. */
  Key: string
}

/** What to delete. */
export interface Delete {
  /**
   * Answer with the failures only.
   *
   * @defaultValue false
   */
  Quiet?: boolean | undefined
  /** The objects, 1 to 1000. */
  Objects: ObjectIdentifier[]
}

/** Input of {@link DeleteObjectsCommand}. */
export interface DeleteObjectsInput {
  /** Bucket of the objects. */
  Bucket: string
  /** What to delete. */
  Delete: Delete
}

/** An object that is still there, and why. */
export interface DeleteFailure {
  /** Name of the object. */
  Key: string
  /** Why, for example `AccessDenied` or `InternalError`. */
  Code: string
  /** Why, in a sentence. */
  Message: string
}

/** Output of {@link DeleteObjectsCommand}. */
export interface DeleteObjectsOutput extends WithMetadata {
  /** Objects that are gone, those included that were not there; empty when asked to be quiet. */
  Deleted: ObjectIdentifier[]
  /** Objects that could not be deleted. */
  Errors: DeleteFailure[]
}

const operation: Operation<DeleteObjectsInput, DeleteObjectsOutput> = {
  name: 'DeleteObjects',
  method: 'POST',
  query: 'delete',
  input: {
    Bucket: 'bucket',
    Delete: {
      write: writeDelete,
      root: 'Delete',
      shape: {
        Quiet: 'boolean?',
        Objects: { tag: 'Object', each: { Key: 'id' }, limit: [1, 1000] },
      },
    },
  },
  build: addContentMD5,
  read: readXml,
  root: 'DeleteResult',
  output: {
    Deleted: { each: { Key: 'id' } },
    Errors: { tag: 'Error', each: { Key: 'id', Code: 'string', Message: 'string' } },
  },
}

/**
 * Deletes up to 1000 objects at once (guide 2.3.12). It resolves even if some could not be deleted: look
 * at `Errors`.
 *
 * @example
 * ```ts
 * const { Errors } = await client.send(
 *   new DeleteObjectsCommand({ Bucket: 'photos', Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } }),
 * )
 * ```
 */
export class DeleteObjectsCommand extends Command<DeleteObjectsInput, DeleteObjectsOutput> {
  /** Makes the command. */
  constructor(input: DeleteObjectsInput) {
    super(operation, input)
  }
}

/** Writes the list; a key that XML cannot carry has a command that can. */
function writeDelete(
  this: { readonly root?: string; readonly shape?: object },
  value: Delete,
  request: HttpRequest,
  refuse: Refuse,
): void {
  writeXml.call(this, value, request, (rule, path) =>
    refuse(rule.includes('XML') ? `${rule}: use DeleteObject for it` : rule, path),
  )
}
