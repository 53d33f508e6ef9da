export { Upload } from './upload/upload.js'
export type { AbortOptions, PauseOptions } from './upload/task.js'
export type {
  PartCount,
  StateChange,
  UploadEvents,
  UploadPhase,
  UploadProgress,
  UploadSnapshot,
  UploadState,
} from './upload/events.js'
export type { UploadOptions, UploadSettings, UploadSource } from './upload/options.js'
export type { UploadOutput } from './upload/whole.js'
export type { ListenerOptions, TypedEventTarget, Watchable } from './observable.js'
export type { ByteProgress } from './progress-meter.js'
export { postForm } from './post-form.js'
export type { PostFormOptions, PostFormOutput } from './post-form.js'
export { xhrTransport } from './xhr-transport.js'

// Uploads that go on after a reload.
export { indexedDbStore } from './resume/indexed-db-store.js'
export type { IndexedDbStoreOptions } from './resume/indexed-db-store.js'
export { memoryStore } from './resume/memory-store.js'
export type { ResumeStore } from './resume/resume-store.js'
export { identityOf } from './resume/identity.js'
export type { Identify } from './resume/identity.js'
export type { Checkpoint, UploadTarget } from './resume/checkpoint.js'
export { discardUpload, unfinishedUploads } from './resume/unfinished.js'
export type { DiscardInput } from './resume/discard.js'

// MD5 in a worker.
export { workerHasher } from './hash/worker-hasher.js'
export type { WorkerHasher } from './hash/worker-hasher.js'
export type { HashWorker } from './hash/ask-worker.js'
export type { Hasher } from './hash/hasher.js'

// Many files.
export { uploadAll } from './many/upload-all.js'
export { droppedFiles } from './many/dropped-files.js'
export type { Drop, DroppedFile } from './many/dropped-files.js'
export type { FileWithPath, UploadAllOptions } from './many/options.js'
export type { Uploads } from './many/uploads.js'
export type {
  FailedFile,
  FileCount,
  FileResult,
  FileUnderWay,
  UploadedFile,
  UploadsEvents,
  UploadsProgress,
  UploadsSnapshot,
  UploadsState,
  UploadsStateChange,
} from './many/events.js'

// Downloads.
export { Download } from './download/download.js'
export type { PipeOptions } from './download/task.js'
export type {
  DownloadEvents,
  DownloadSnapshot,
  DownloadState,
  DownloadStateChange,
  DownloadWarning,
} from './download/events.js'
export type { ByteRange, DownloadOptions } from './download/options.js'
export type { DownloadedObject } from './download/object-facts.js'

// What uploads leave behind.
export { cleanupStaleUploads } from './cleanup-stale-uploads.js'
export type { CleanupInput, CleanupOutput, StaleUpload } from './cleanup-stale-uploads.js'
