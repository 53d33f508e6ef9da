import type { RecordedRequest } from './recorded-request.js'
import { websiteOperation } from './website.js'

/**
 * What an access log calls an operation, such as REST.PUT.OBJECT.
 *
 * Assumed: the names of Amazon S3, and names like them for what it does not have.
 */
export function logOperation({ method, operation = '', key }: RecordedRequest): string {
  if (operation === websiteOperation) return `WEBSITE.${method}.OBJECT`
  const resource = resources[operation] ?? (key === '' ? bucketResource(operation) : 'OBJECT')
  return `REST.${operation.endsWith('Copy') || operation === 'CopyObject' ? 'COPY' : method}.${resource}`
}

const resources: Readonly<Record<string, string>> = {
  AbortMultipartUpload: 'UPLOAD',
  CompleteMultipartUpload: 'UPLOAD',
  CreateMultipartUpload: 'UPLOADS',
  DeleteObjects: 'MULTI_OBJECT_DELETE',
  ListMultipartUploads: 'UPLOADS',
  ListParts: 'UPLOAD',
  OptionsObject: 'PREFLIGHT',
  PostObject: 'OBJECT',
  UploadPart: 'PART',
  UploadPartCopy: 'PART',
}

// GetBucketLogging becomes LOGGING_STATUS, GetObjectLockConfiguration OBJECT_LOCK_CONFIGURATION.
function bucketResource(operation: string): string {
  const [, name = ''] = /^(?:Get|Put|Delete)(?:Bucket)?(.+)$/.exec(operation) ?? []
  if (name === '' || name === 'Bucket') return 'BUCKET'
  if (name === 'Logging') return 'LOGGING_STATUS'
  if (name === 'Policy') return 'BUCKETPOLICY'
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
