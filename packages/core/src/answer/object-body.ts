/** Content of an object, readable once, in the ways a `Response` is. */
export interface ObjectBody extends Pick<
  Response,
  'body' | 'bodyUsed' | 'text' | 'json' | 'blob' | 'arrayBuffer'
> {
  /** Gives up the rest of the content and frees the connection. */
  cancel(): Promise<void>
}

/** What {@link readBody} gives. */
export interface WithBody {
  /** The content, unread. */
  Body: ObjectBody
}

/** Gives the answer's body to the caller unread. */
export async function readBody(response: Response): Promise<WithBody> {
  return { Body: Object.assign(response, { cancel: () => discard(response) }) }
}

/** Gives up a body; one that was read, is being read or broke off needs no more. */
export async function discard({ body }: Response): Promise<void> {
  await body?.cancel().catch(() => undefined)
}
