/** How many parts of an upload are done. */
export interface PartCount {
  /** Parts that the service has acknowledged. */
  readonly done: number
  /** Parts in all; a file that is sent at once has one. */
  readonly total: number
}

/** How far an upload has come. */
export interface UploadProgress {
  /** Bytes of the file. */
  readonly total: number
  /** Bytes that the service has acknowledged. Never goes back. */
  readonly confirmed: number
  /** From 0 to 1; 1 only when the object is there. */
  readonly fraction: number
  /** The same in parts. */
  readonly parts: PartCount
}

/** Events of {@link Upload}, by name. */
export interface UploadEvents {
  /** A part was acknowledged, or the upload is done. */
  progress: CustomEvent<UploadProgress>
}

/** How a listener is added. */
export interface ListenerOptions {
  /** Takes it off after the first event. */
  readonly once?: boolean
  /** Takes it off when it is aborted. */
  readonly signal?: AbortSignal
}

/** The part of `EventTarget` that an upload has, with its events' types. */
export interface UploadEventTarget {
  /** Calls `listener` at every event of that name. */
  addEventListener<Name extends keyof UploadEvents>(
    name: Name,
    listener: (event: UploadEvents[Name]) => void,
    options?: ListenerOptions,
  ): void
  /** Stops calling `listener`. */
  removeEventListener<Name extends keyof UploadEvents>(
    name: Name,
    listener: (event: UploadEvents[Name]) => void,
  ): void
}
