import type { OosError } from '@oos-js/core'
import type { ByteProgress } from '../progress-meter.js'
import type { Checkpoint } from '../resume/checkpoint.js'

/**
 * What an upload is doing. `completing`: all parts are there and OOS puts them together. A `failed` one keeps
 * its parts: it can be resumed, or aborted.
 */
export type UploadState =
  'idle' | 'running' | 'paused' | 'completing' | 'done' | 'failed' | 'aborted'

/**
 * What the bytes are doing. `hashing`: nothing is sent yet, or the parts of an earlier run are compared with
 * the file. `waiting`: for the network, or because the service wants to be left alone for a while.
 */
export type UploadPhase = 'hashing' | 'uploading' | 'waiting' | 'completing' | 'done'

/** How many parts of an upload are done. */
export interface PartCount {
  /** Parts that the service has acknowledged. */
  readonly done: number
  /** Parts in all; a file that is sent at once has one. `undefined` for a stream that has not ended. */
  readonly total: number | undefined
}

/** How far an upload has come. */
export interface UploadProgress extends ByteProgress {
  /** The same in parts. */
  readonly parts: PartCount
  /** What the bytes are doing. */
  readonly phase: UploadPhase
  /**
   * What `loaded` counts: bytes as they leave, where `XMLHttpRequest` sends them, else parts, since `fetch`
   * does not tell how much of a request has left.
   */
  readonly granularity: 'bytes' | 'parts'
}

/** Everything about an upload that can be seen. */
export interface UploadSnapshot {
  /** What it is doing. */
  readonly state: UploadState
  /** How far it has come. */
  readonly progress: UploadProgress
  /** Id that OOS gave it; `undefined` before, and for what is sent at once. */
  readonly uploadId: string | undefined
  /** What it failed with, or the reason of its abort. */
  readonly error: unknown
}

/** A change of an upload's state. */
export interface StateChange {
  /** What it is doing now. */
  readonly state: UploadState
  /** What it did before. */
  readonly previous: UploadState
}

/** Details of the events of an upload, by name. */
export interface UploadEvents {
  /** Something has moved. Told no more often than `progressInterval`, and once when the upload is done. */
  progress: UploadProgress
  /** The state has changed. */
  statechange: StateChange
  /** The upload was begun, or one more part is there: what to keep so as to go on elsewhere. */
  checkpoint: Checkpoint
  /** The service no longer knows the upload, which therefore begins again; with what it answered. */
  restart: OosError
  /**
   * Something failed that the upload can do without, such as keeping its checkpoint, or removing its parts
   * after its `signal` was aborted.
   */
  warning: unknown
}
