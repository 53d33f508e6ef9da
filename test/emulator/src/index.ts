export type { AccessKey, Session } from './access-key.js'
export { ConnectionDropped } from './connection-dropped.js'
export type { CorsOptions } from './cors.js'
export type { Change } from './change.js'
export type { Content, FilePiece, Piece } from './content.js'
export { emptyContent } from './content.js'
export type { CorsRule } from './cors-rules.js'
export { createEmulator, type Emulator } from './emulator.js'
export {
  defaultAccount,
  type Account,
  type Clock,
  type EmulatorOptions,
  type Ids,
  type Timer,
} from './options.js'
export type {
  DropMoment,
  FailDetails,
  FaultBuilder,
  FaultEffect,
  FaultMatch,
  FaultRule,
  Faults,
  PadDetails,
  StallMoment,
} from './faults.js'
export type { LifecycleAction, LifecycleRule } from './lifecycle-rules.js'
export { oosLimits, type Limits } from './limits.js'
export type { DataLocation, Regions } from './locations.js'
export type { RecordedRequest } from './recorded-request.js'
export type { TriggerFailure } from './replicate.js'
export { operations } from './routes.js'
export type { Accelerate, Logging, ObjectLock, Retention, Settings, Website } from './settings.js'
export type { Journal } from './commit.js'
export type { BodyStore } from './body-store.js'
export { memory, type Storage } from './storage.js'
export type { Acl, Bucket, Description, Owner, Part, StoredObject, Upload } from './state.js'
export { assumedSwitches, type Switches } from './switches.js'
export type { RemoteSite, Trigger } from './trigger-document.js'
export type { HandleContext } from './world.js'
