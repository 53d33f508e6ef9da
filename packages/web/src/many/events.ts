import type { ByteProgress } from '../progress-meter.js'
import type { UploadPhase, UploadProgress } from '../upload/events.js'
import type { FileWithPath } from './options.js'

/** What uploads are doing together. `failed`: all have ended, not all of them well. */
export type UploadsState = 'idle' | 'running' | 'paused' | 'done' | 'failed' | 'aborted'

/** How many files have come how far. */
export interface FileCount {
  /** Files whose objects are there. */
  readonly done: number
  /** Files that failed. */
  readonly failed: number
  /** Files in all. */
  readonly total: number
}

/** How far uploads have come together. */
export interface UploadsProgress extends ByteProgress {
  /** The same in files. */
  readonly files: FileCount
  /** What the bytes are doing: what the busiest file does. */
  readonly phase: UploadPhase
}

/** A file whose object is there. */
export interface UploadedFile extends FileWithPath {
  /** Tells it from those that failed. */
  readonly state: 'done'
  /** Name of the object. */
  readonly Key: string
  /** Tag of the object, where the service and CORS let it be seen. */
  readonly ETag: string | undefined
  /** Nothing went wrong. */
  readonly error: undefined
}

/** A file that could not be uploaded. */
export interface FailedFile extends FileWithPath {
  /** Tells it from those that are there. */
  readonly state: 'failed'
  /** Name of the object that is not there. */
  readonly Key: string
  /** Why. */
  readonly error: unknown
}

/** What came of a file. */
export type FileResult = UploadedFile | FailedFile

/** A file that is being uploaded. */
export interface FileUnderWay extends FileWithPath {
  /** Name of the object. */
  readonly Key: string
  /** How far it has come. */
  readonly progress: UploadProgress
}

/** Everything about uploads that can be seen. */
export interface UploadsSnapshot {
  /** What they are doing. */
  readonly state: UploadsState
  /** How far they have come together. */
  readonly progress: UploadsProgress
  /** Files that are under way: no more than `concurrency`. */
  readonly underWay: readonly FileUnderWay[]
  /** Files that failed, in the order in which they did. */
  readonly failed: readonly FailedFile[]
  /** The reason of an abort. */
  readonly error: unknown
}

/** A change of the state of uploads. */
export interface UploadsStateChange {
  /** What they are doing now. */
  readonly state: UploadsState
  /** What they did before. */
  readonly previous: UploadsState
}

/** Details of the events of uploads, by name. */
export interface UploadsEvents {
  /** Something has moved. Told no more often than `progressInterval`, and once at the end. */
  progress: UploadsProgress
  /** The state has changed. */
  statechange: UploadsStateChange
  /** A file has ended, well or not. */
  file: FileResult
  /** Something failed that uploads can do without: see {@link UploadEvents}. */
  warning: unknown
}
