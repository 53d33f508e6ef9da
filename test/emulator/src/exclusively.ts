import type { Call } from './call.js'
import { OosFault } from './errors.js'

/**
 * Refuses to write what is being written already (OOS developer document V6, 5.2: PutObjectTooFast).
 *
 * Assumed: so it is from the first byte of one request to the end of it, and the second one is refused, be
 * it a PUT, a copy or what completes an upload.
 */
export async function exclusively<T>(call: Call, name: string, work: () => Promise<T>): Promise<T> {
  const { beingWritten, switches } = call.world
  if (switches.concurrentWrites === 'last one wins') return work()
  refuseIfBeingWritten(call, name)
  beingWritten.add(name)
  const release = (): void => {
    beingWritten.delete(name)
  }
  // A client that has gone need not end its body, and must not keep the name.
  call.request.signal.addEventListener('abort', release)
  try {
    return await work()
  } finally {
    call.request.signal.removeEventListener('abort', release)
    release()
  }
}

/** The same for what is done at once. */
export function refuseIfBeingWritten({ world }: Call, name: string): void {
  if (!world.beingWritten.has(name)) return
  const message = 'The object or part is being written by another request.'
  throw new OosFault('PutObjectTooFast', message)
}
