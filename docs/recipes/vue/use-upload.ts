import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { OosClient } from '@oos-js/core'
import { Upload, type UploadOptions, type UploadSnapshot } from '@oos-js/web'

/** One upload at a time, for a component to show. */
export interface UploadInComponent {
  start(options: UploadOptions): void
  /** The upload: pause, resume and abort are its own. */
  readonly upload: Readonly<ShallowRef<Upload | undefined>>
  /** State, progress and error, as they change. */
  readonly snapshot: Readonly<ShallowRef<UploadSnapshot | undefined>>
}

/**
 * An upload that ends with its component, and when another one is started: what was sent of it is removed.
 * For uploads that are to go on, call this in a store that outlives the component.
 */
export function useUpload(client: OosClient): UploadInComponent {
  const upload = shallowRef<Upload>()
  const snapshot = shallowRef<UploadSnapshot>()
  let unsubscribe: (() => void) | undefined

  const end = (): void => {
    unsubscribe?.()
    upload.value?.abort().catch(() => undefined)
  }
  const start = (options: UploadOptions): void => {
    end()
    const next = new Upload(client, options)
    const show = (): void => {
      snapshot.value = next.getSnapshot()
    }
    unsubscribe = next.subscribe(show)
    upload.value = next
    show()
    // The snapshot has the error.
    next.done().catch(() => undefined)
  }
  onScopeDispose(end)
  return { start, upload, snapshot }
}
