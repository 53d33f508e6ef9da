import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { OosClient } from '@oos-js/core'
import { Upload, type UploadOptions, type UploadSnapshot } from '@oos-js/web'

/** State, progress and error of an upload, as they change. */
export function useSnapshot(upload: Upload | undefined): UploadSnapshot | undefined {
  return useSyncExternalStore(
    upload?.subscribe ?? subscribeToNothing,
    upload?.getSnapshot ?? nothing,
  )
}

/** One upload at a time, for a component to show. */
export interface UploadInComponent {
  /** Starts an upload; for event handlers, which StrictMode does not call twice. */
  start(options: UploadOptions): void
  /** The upload: pause, resume and abort are its own. */
  readonly upload: Upload | undefined
  readonly snapshot: UploadSnapshot | undefined
}

/**
 * An upload that ends with its component, and when another one is started: what was sent of it is removed.
 * For uploads that are to go on, keep the `Upload` further up, and show it with {@link useSnapshot}.
 */
export function useUpload(client: OosClient): UploadInComponent {
  const [upload, setUpload] = useState<Upload>()
  const start = useCallback(
    (options: UploadOptions) => {
      const next = new Upload(client, options)
      setUpload(next)
      // The snapshot has the error.
      next.done().catch(() => undefined)
    },
    [client],
  )
  useEffect(() => () => void upload?.abort().catch(() => undefined), [upload])
  return { start, upload, snapshot: useSnapshot(upload) }
}

const subscribeToNothing = () => () => undefined
const nothing = () => undefined
