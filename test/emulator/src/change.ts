import type { AccessKey, LastUse } from './access-key.js'
import type { Settings } from './settings.js'
import type { Bucket, Counts, Part, StoredObject, Upload } from './state.js'

/**
 * What may happen to the state, all of it: plain data (maps included), so that it can be written down and
 * done again.
 */
export type Change =
  | {
      readonly type: 'createBucket'
      readonly bucket: Omit<Bucket, 'settings' | 'objects' | 'uploads'>
    }
  | {
      readonly type: 'changeBucket'
      readonly bucket: string
      readonly to: Partial<Pick<Bucket, 'acl' | 'dataLocation'>>
    }
  | { readonly type: 'set'; readonly bucket: string; readonly settings: Partial<Settings> }
  | { readonly type: 'unset'; readonly bucket: string; readonly setting: keyof Settings }
  /** Its unfinished uploads go with it. */
  | { readonly type: 'deleteBucket'; readonly bucket: string }
  | { readonly type: 'putObject'; readonly bucket: string; readonly object: StoredObject }
  | { readonly type: 'deleteObject'; readonly bucket: string; readonly key: string }
  | { readonly type: 'startUpload'; readonly upload: Omit<Upload, 'parts'> }
  | { readonly type: 'putPart'; readonly uploadId: string; readonly part: Part }
  /** The object takes the place of the upload. */
  | { readonly type: 'completeUpload'; readonly uploadId: string; readonly object: StoredObject }
  | { readonly type: 'abortUpload'; readonly uploadId: string }
  | { readonly type: 'putKey'; readonly key: AccessKey }
  | {
      readonly type: 'changeKey'
      readonly accessKeyId: string
      readonly to: Partial<Pick<AccessKey, 'status' | 'isPrimary'>>
    }
  | { readonly type: 'useKey'; readonly accessKeyId: string; readonly lastUsed: LastUse }
  | { readonly type: 'deleteKey'; readonly accessKeyId: string }
  | { readonly type: 'count'; readonly to: Partial<Counts> }
  | { readonly type: 'forgetAll' }
