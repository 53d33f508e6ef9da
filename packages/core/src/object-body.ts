/** Content of an object, readable once, in the ways a `Response` is. */
export interface ObjectBody extends Pick<
  Response,
  'body' | 'bodyUsed' | 'text' | 'json' | 'blob' | 'arrayBuffer'
> {
  /** Gives up the rest of the content and frees the connection. */
  cancel(): Promise<void>
}

/** Gives the answer's body to the caller unread. */
export function readBody(response: Response): Promise<{ Body: ObjectBody }> {
  return Promise.resolve({
    Body: {
      get body() {
        return response.body
      },
      get bodyUsed() {
        return response.bodyUsed
      },
      text: () => response.text(),
      json: () => response.json() as Promise<unknown>,
      blob: () => response.blob(),
      arrayBuffer: () => response.arrayBuffer(),
      cancel: async () => {
        await response.body?.cancel()
      },
    },
  })
}
