import type { Change } from './change.js'
import { contentsOf } from './changes-of.js'
import type { Content } from './content.js'
import { SortedMap } from './sorted-map.js'
import {
  ownedPlace,
  type MutableBucket,
  type MutableState,
  type MutableUpload,
  type Part,
} from './state.js'
import { placeOf } from './upload-place.js'

/** What a change does to the contents that the state holds. */
export interface Effect {
  readonly held: readonly Content[]
  readonly released: readonly Content[]
}

/**
 * Finds out whether a change makes sense, without doing anything: an error if it does not. The function
 * that comes back does it, and cannot fail.
 */
export function prepare(state: MutableState, change: Change): () => Effect {
  switch (change.type) {
    case 'createBucket':
    case 'changeBucket':
    case 'set':
    case 'unset':
    case 'deleteBucket':
      return prepareBucket(state, change)
    case 'putObject':
    case 'deleteObject':
      return prepareObject(state, change)
    case 'startUpload':
    case 'putPart':
    case 'completeUpload':
    case 'abortUpload':
      return prepareUpload(state, change)
    case 'forgetAll':
      return () => forgetAll(state)
    default:
      return prepareKey(state, change)
  }
}

type ChangeOf<Type extends Change['type']> = Extract<Change, { readonly type: Type }>

const nothing: Effect = { held: [], released: [] }

function prepareBucket(
  state: MutableState,
  change: ChangeOf<'createBucket' | 'changeBucket' | 'set' | 'unset' | 'deleteBucket'>,
): () => Effect {
  const { buckets, uploads } = state
  if (change.type === 'createBucket') {
    const { bucket } = change
    return () => {
      const settings = { triggers: new Map() }
      const maps = { objects: new SortedMap<never>(), uploads: new SortedMap<never>() }
      buckets.set(bucket.name, { ...bucket, settings, ...maps })
      state.owned.set(ownedPlace(bucket.owner, bucket.name), bucket.name)
      return nothing
    }
  }
  const bucket = bucketIn(state, change.bucket)
  const { name, settings } = bucket
  switch (change.type) {
    case 'changeBucket':
      return () => {
        buckets.set(name, { ...bucket, ...change.to })
        return nothing
      }
    case 'set':
      return () => {
        buckets.set(name, { ...bucket, settings: { ...settings, ...change.settings } })
        return nothing
      }
    case 'unset':
      return () => {
        const { [change.setting]: _, ...others } = settings
        buckets.set(name, { ...bucket, settings: { triggers: new Map(), ...others } })
        return nothing
      }
    case 'deleteBucket':
      return () => {
        const contents = bucket.objects.values().map(({ content }) => content)
        const begun = bucket.uploads.values()
        for (const { uploadId } of begun) uploads.delete(uploadId)
        buckets.delete(name)
        state.owned.delete(ownedPlace(bucket.owner, name))
        return { held: [], released: [...contents, ...begun.flatMap(contentsOfParts)] }
      }
  }
}

function prepareObject(
  state: MutableState,
  change: ChangeOf<'putObject' | 'deleteObject'>,
): () => Effect {
  const { objects } = bucketIn(state, change.bucket)
  if (change.type === 'deleteObject') {
    return () => {
      const before = objects.get(change.key)
      objects.delete(change.key)
      return { held: [], released: before === undefined ? [] : [before.content] }
    }
  }
  const { object } = change
  return () => {
    const before = objects.get(object.key)
    objects.set(object.key, object)
    return { held: [object.content], released: before === undefined ? [] : [before.content] }
  }
}

function prepareUpload(
  state: MutableState,
  change: ChangeOf<'startUpload' | 'putPart' | 'completeUpload' | 'abortUpload'>,
): () => Effect {
  const { uploads } = state
  if (change.type === 'startUpload') {
    const { upload } = change
    const bucket = bucketIn(state, upload.bucket)
    return () => {
      const started = { ...upload, parts: new Map<number, Part>() }
      uploads.set(upload.uploadId, started)
      bucket.uploads.set(placeOf(upload), started)
      state.uploadsStarted = Math.max(state.uploadsStarted, upload.order)
      return nothing
    }
  }
  const upload = uploadIn(state, change.uploadId)
  const bucket = bucketIn(state, upload.bucket)
  const end = (): Content[] => {
    uploads.delete(upload.uploadId)
    bucket.uploads.delete(placeOf(upload))
    return contentsOfParts(upload)
  }
  switch (change.type) {
    case 'putPart':
      return () => {
        const { part } = change
        const before = upload.parts.get(part.number)
        upload.parts.set(part.number, part)
        return { held: [part.content], released: before === undefined ? [] : [before.content] }
      }
    case 'completeUpload': {
      const { object } = change
      const put = prepareObject(state, { type: 'putObject', bucket: upload.bucket, object })
      return () => {
        const { held, released } = put()
        return { held, released: [...released, ...end()] }
      }
    }
    case 'abortUpload':
      return () => ({ held: [], released: end() })
  }
}

function prepareKey(
  state: MutableState,
  change: ChangeOf<'putKey' | 'changeKey' | 'useKey' | 'deleteKey' | 'count'>,
): () => Effect {
  const { keys } = state
  switch (change.type) {
    case 'putKey':
      return () => {
        keys.set(change.key.accessKeyId, change.key)
        state.deletedKeys.delete(change.key.accessKeyId)
        return nothing
      }
    case 'count':
      return () => {
        Object.assign(state, change.to)
        return nothing
      }
    case 'deleteKey':
      return () => {
        keys.delete(change.accessKeyId)
        state.deletedKeys.add(change.accessKeyId)
        return nothing
      }
  }
  const key = keys.get(change.accessKeyId)
  if (key === undefined) throw new Error(`There is no access key ${change.accessKeyId}.`)
  const to = change.type === 'useKey' ? { lastUsed: change.lastUsed } : change.to
  return () => {
    keys.set(key.accessKeyId, { ...key, ...to })
    return nothing
  }
}

function forgetAll(state: MutableState): Effect {
  const released = [...contentsOf(state)]
  state.buckets.clear()
  state.owned.clear()
  state.uploads.clear()
  state.keys.clear()
  state.deletedKeys.clear()
  state.keysMade = 0
  state.uploadsStarted = 0
  return { held: [], released }
}

function bucketIn({ buckets }: MutableState, name: string): MutableBucket {
  const bucket = buckets.get(name)
  if (bucket === undefined) throw new Error(`There is no bucket ${name}.`)
  return bucket
}

function uploadIn({ uploads }: MutableState, id: string): MutableUpload {
  const upload = uploads.get(id)
  if (upload === undefined) throw new Error(`There is no multipart upload ${id}.`)
  return upload
}

function contentsOfParts({ parts }: MutableUpload): Content[] {
  return [...parts.values()].map(({ content }) => content)
}
