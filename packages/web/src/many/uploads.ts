import type { Watchable } from '../observable.js'
import type { AbortOptions, PauseOptions } from '../upload/task.js'
import type {
  FileResult,
  UploadsEvents,
  UploadsProgress,
  UploadsSnapshot,
  UploadsState,
} from './events.js'

/**
 * Many files that are uploaded together: what {@link uploadAll} gives. All functions can be handed on without
 * the object: `onClick={uploads.pause}`.
 */
export interface Uploads extends Watchable<UploadsEvents, UploadsSnapshot> {
  /**
   * Starts the uploads, the first time, and resolves when all files have ended, with what came of each, in the
   * order in which they were given. A file that fails keeps no other from being uploaded: look at `error`. It
   * stays pending during a pause. After {@link Uploads.resume} of failed files it gives a new promise.
   *
   * Rejects with the reason of {@link Uploads.abort} or of the signal, at once.
   */
  readonly done: () => Promise<FileResult[]>
  /** Stops what is running: see {@link Upload.pause}. No file begins meanwhile. */
  readonly pause: (options?: PauseOptions) => void
  /**
   * Goes on after a pause; when all have ended, with those that failed, of which no part is sent again that is
   * there: see {@link Uploads.done}.
   */
  readonly resume: () => void
  /**
   * Gives up what is not done: ends the requests, waits for them to end, and removes the parts of unfinished
   * files from the service, unless they are to be kept. Files that are done stay.
   *
   * Rejects with an `OosError` that names an upload's id when parts could not be removed; calling it again
   * tries again.
   *
   * @param reason - What {@link Uploads.done} rejects with; an `AbortError` unless given.
   */
  readonly abort: (reason?: unknown, options?: AbortOptions) => Promise<void>
  /** What the uploads are doing. */
  readonly state: UploadsState
  /** How far they have come together, this moment. */
  readonly progress: UploadsProgress
  /** Tells Vue to leave the object as it is; its changes are told by events. */
  readonly __v_skip: true
}
