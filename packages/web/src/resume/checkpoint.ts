import { OosError } from '@oos-js/core'

/** The object that an upload makes. */
export interface UploadTarget {
  /** Scheme and host of the service. */
  readonly endpoint: string
  /** Bucket of the object. */
  readonly bucket: string
  /** Name of the object. */
  readonly key: string
}

/**
 * What must be known to go on with an upload after a reload: no file, no credentials, and no list of parts,
 * which the service has. It is plain data: JSON and `structuredClone` leave it as it is.
 */
export interface Checkpoint extends UploadTarget {
  /** Version of this format. */
  readonly version: 1
  /** Id that OOS gave the upload. */
  readonly uploadId: string
  /** Bytes of the file. */
  readonly size: number
  /** Bytes of each part but the last. */
  readonly partSize: number
  /** What the file is known by; see `identify` of the upload's options. */
  readonly source: string
  /** When the upload began, as ISO 8601 in UTC. */
  readonly createdAt: string
  /** Tells of damage. It is no protection: anyone can compute it. */
  readonly checksum: string
}

/** Name of an upload in stores and locks: two uploads of the same object are the same thing. */
export function checkpointId({ endpoint, bucket, key }: UploadTarget): string {
  return `${new URL(endpoint).origin}/${bucket}/${key}`
}

/** Makes the checkpoint of an upload that has begun. */
export function createCheckpoint(facts: Omit<Checkpoint, 'version' | 'checksum'>): Checkpoint {
  const { endpoint, bucket, key, uploadId, size, partSize, source, createdAt } = facts
  const checkpoint = {
    version: 1,
    endpoint: new URL(endpoint).origin,
    bucket,
    key,
    uploadId,
    size,
    partSize,
    source,
    createdAt,
  } as const
  return { ...checkpoint, checksum: checksumOf(checkpoint) }
}

/**
 * The checkpoint that a stored value is. `undefined` for everything else: what is damaged, of another
 * version, or of another object than the one asked for is as good as nothing.
 */
export function readCheckpoint(value: unknown, target?: UploadTarget): Checkpoint | undefined {
  try {
    const found = createCheckpoint(value as Checkpoint)
    const { version, checksum } = value as Record<string, unknown>
    const isWhole =
      version === 1 &&
      checksum === found.checksum &&
      [found.bucket, found.key, found.uploadId].every(isName) &&
      [found.endpoint, found.source, found.createdAt].every(isText) &&
      isCount(found.size) &&
      isCount(found.partSize) &&
      found.partSize > 0 &&
      !Number.isNaN(Date.parse(found.createdAt))
    const isOurs = !target || checkpointId(target) === checkpointId(found)
    return isWhole && isOurs ? found : undefined
  } catch {
    return undefined
  }
}

/**
 * Refuses to go on with another file than the upload began with.
 *
 * @throws `OosError` `CheckpointMismatch`.
 */
export function checkSource(
  { bucket, key, size, source }: Checkpoint,
  now: Pick<Checkpoint, 'size' | 'source'>,
): void {
  if (size === now.size && source === now.source) return
  throw new OosError({
    code: 'CheckpointMismatch',
    message: 'an upload of another file to this key was begun and not finished',
    operation: 'Upload',
    bucket,
    key,
    hint: 'Take the file it began with, or give that upload up first, by discardUpload().',
  })
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isName = (value: unknown): boolean => isText(value) && value !== ''
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** FNV-1a of all members, in order, as 8 hexadecimal digits. */
function checksumOf(facts: Omit<Checkpoint, 'checksum'>): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(Object.values(facts))) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
