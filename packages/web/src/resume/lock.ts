import { isOosError, OosError } from '@oos-js/core'

/** Names that are held here, where there are no locks between tabs. */
let held: Set<string> | undefined

/**
 * Holds a name until the function that it gives is called, or the tab is closed: against all tabs of the
 * page's origin where the browser has Web Locks for it (on secure pages), else against this process.
 *
 * @throws `OosError` `UploadBusy` when it is held already.
 */
export async function holdLock(
  name: string,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<() => void> {
  const busy = (): OosError =>
    new OosError({
      code: 'UploadBusy',
      message: 'this object is being uploaded already, perhaps in another tab',
      operation: 'Upload',
      bucket,
      key,
      hint: 'Wait for that upload, or stop it.',
    })
  const { locks } = (globalThis as { navigator?: Partial<Navigator> }).navigator ?? {}
  try {
    if (locks) return await holdIn(locks, name, busy)
  } catch (error) {
    if (isOosError(error)) throw error
    // Frames that are kept apart have locks that they may not use.
  }
  held ??= new Set()
  if (held.has(name)) throw busy()
  held.add(name)
  return () => held?.delete(name)
}

function holdIn(locks: LockManager, name: string, busy: () => OosError): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = locks.request(`oos ${name}`, { ifAvailable: true }, (lock) => {
      if (!lock) throw busy()
      return new Promise<void>((release) => {
        resolve(release)
      })
    })
    held.catch(reject)
  })
}
