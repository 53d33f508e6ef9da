/**
 * Gives the event loop a turn. In browsers reading a Blob is a task of its own; in Node, what is in memory is
 * read without one.
 */
export async function turn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (call: () => void) => unknown }
  if (setImmediate) await new Promise<void>((resolve) => setImmediate(resolve))
}
