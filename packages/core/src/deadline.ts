/**
 * Runs work under a time limit. The signal that the work gets follows `parent`, and goes on following it
 * when the work is done: the content of a download is still to come then.
 *
 * @param limit - Milliseconds; 0 for none, and the work gets `parent` itself.
 */
export async function deadline<T>(
  parent: AbortSignal | undefined,
  limit: number,
  late: () => Error,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (!limit) return work(parent)
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(late())
  }, limit)
  try {
    return await work(parent ? either(parent, controller) : controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** A signal that follows two. */
function either(parent: AbortSignal, controller: AbortController): AbortSignal {
  const { signal } = controller
  // Not in browsers before 2024. Where it exists it leaves no listener behind on a long-lived parent.
  const any = AbortSignal.any as typeof AbortSignal.any | undefined
  if (any) return AbortSignal.any([parent, signal])
  const follow = (): void => {
    controller.abort(parent.reason)
  }
  if (parent.aborted) follow()
  parent.addEventListener('abort', follow, { once: true, signal })
  return signal
}
