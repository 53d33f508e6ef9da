import type { Change } from './change.js'
import type { Content } from './content.js'
import type { State } from './state.js'

/** The fewest changes that make a state out of an empty one. */
export function* changesOf(state: State): Generator<Change, void> {
  for (const { settings, objects, uploads: _, ...bucket } of state.buckets.values()) {
    yield { type: 'createBucket', bucket }
    yield { type: 'set', bucket: bucket.name, settings }
    for (const [, object] of objects.seek(() => false)) {
      yield { type: 'putObject', bucket: bucket.name, object }
    }
  }
  for (const { parts, ...upload } of state.uploads.values()) {
    yield { type: 'startUpload', upload }
    for (const part of parts.values()) yield { type: 'putPart', uploadId: upload.uploadId, part }
  }
  for (const key of state.keys.values()) yield { type: 'putKey', key }
  for (const accessKeyId of state.deletedKeys) yield { type: 'deleteKey', accessKeyId }
  const { keysMade, uploadsStarted } = state
  yield { type: 'count', to: { keysMade, uploadsStarted } }
}

/** All contents that a state holds. */
export function* contentsOf({ buckets, uploads }: State): Generator<Content, void> {
  for (const { objects } of buckets.values()) {
    for (const [, { content }] of objects.seek(() => false)) yield content
  }
  for (const { parts } of uploads.values()) {
    for (const { content } of parts.values()) yield content
  }
}
