export { Upload } from './upload.js'
export type { UploadState } from './upload-task.js'
export type {
  ListenerOptions,
  PartCount,
  UploadEvents,
  UploadEventTarget,
  UploadProgress,
} from './upload-events.js'
export type { UploadOptions } from './upload-options.js'
export type { UploadOutput } from './upload-whole.js'
export { postForm } from './post-form.js'
export type { PostFormOptions, PostFormOutput } from './post-form.js'
export { xhrTransport } from './xhr-transport.js'
