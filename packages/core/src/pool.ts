import { onAbort } from './on-abort.js'

/**
 * Works through items, some at a time, and resolves with the results in the items' order. The first
 * failure ends the rest; it rejects when nothing is under way any more.
 *
 * @param width - How many items are worked on at the same time.
 * @param parent - Ends everything when it is aborted.
 */
export async function pool<Item, Output>(
  items: readonly Item[],
  width: number,
  parent: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = []
  const controller = new AbortController()
  if (parent.aborted) controller.abort(parent.reason)
  const unfollow = onAbort(parent, (reason) => {
    controller.abort(reason)
  })

  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      controller.signal.throwIfAborted()
      const index = next++
      try {
        outputs[index] = await work(items[index] as Item, controller.signal)
      } catch (error) {
        controller.abort(error)
        throw error
      }
    }
  }
  await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker))
  unfollow()
  controller.signal.throwIfAborted()
  return outputs
}
