export { createEmulator, type Emulator } from './emulator.js'
export {
  defaultAccount,
  type Account,
  type Clock,
  type EmulatorOptions,
  type Ids,
  type Timer,
} from './options.js'
export { ConnectionDropped } from './faults.js'
export type {
  FailDetails,
  FaultBuilder,
  FaultEffect,
  FaultMatch,
  FaultRule,
  Faults,
} from './faults.js'
export type { RecordedRequest } from './recorded-request.js'
export type { Acl, Bucket, Description, Owner, Part, StoredObject, Upload } from './state.js'
export type { HandleContext } from './world.js'
