import type { Access } from './access.js'
import type { Call } from './call.js'
import type { Resource } from './host.js'
import { createBucket, deleteBucket, headBucket } from './ops/bucket.js'
import { copyObject } from './ops/copy-object.js'
import { deleteObjects } from './ops/delete-objects.js'
import { listObjects } from './ops/list-objects.js'
import { listParts } from './ops/list-parts.js'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
} from './ops/multipart.js'
import { deleteObject, getObject, headObject, putObject } from './ops/object.js'
import { listBuckets } from './ops/service.js'
import type { Target } from './target.js'
import { header, type HeaderFields } from './wire-headers.js'

/** One operation of the service: how it is asked for, who may, and what it does. */
export interface Route {
  readonly operation: string
  readonly method: string
  readonly scope: Resource['scope']
  /** The query parameter that makes it this operation. */
  readonly subresource?: string
  /** The header that makes it this operation. */
  readonly header?: string
  readonly access: Access
  /** Missing if OOS has the operation and the emulator does not serve it yet. */
  readonly run?: (call: Call) => Response | Promise<Response>
}

/** Finds the operation a request asks for; undefined if OOS has no such operation. */
export function findRoute(
  method: string,
  { scope }: Resource,
  { query }: Target,
  headers: HeaderFields,
): Route | undefined {
  const here = routes.filter((route) => route.scope === scope)
  const known = [...here.map(({ subresource }) => subresource), ...foreign]
  const asked = query.map(({ name }) => name).filter((name) => known.includes(name))
  return here.find(
    (route) =>
      route.method === method &&
      (route.subresource === undefined ? asked.length === 0 : asked.includes(route.subresource)) &&
      (route.header === undefined || header(headers, route.header) !== undefined),
  )
}

// Names that make a request another operation on Amazon S3, or that mean nothing alone. A request
// with one of them must not fall through to an operation without a sub-resource.
const foreign = [
  'notification',
  'partNumber',
  'requestPayment',
  'restore',
  'tagging',
  'torrent',
  'versionId',
  'versioning',
  'versions',
]

// Where two rows fit, the first counts: rows that ask for a header stand before those that do not.
// prettier-ignore
const routes: readonly Route[] = [
  { operation: 'ListBuckets', method: 'GET', scope: 'service', access: 'signed', run: listBuckets },
  { operation: 'GetRegions', method: 'GET', scope: 'service', subresource: 'regions', access: 'signed' },
  { operation: 'AccessKeyAction', method: 'POST', scope: 'service', access: 'signed' },

  { operation: 'CreateBucket', method: 'PUT', scope: 'bucket', access: 'signed', run: createBucket },
  { operation: 'HeadBucket', method: 'HEAD', scope: 'bucket', access: 'read', run: headBucket },
  { operation: 'DeleteBucket', method: 'DELETE', scope: 'bucket', access: 'owner', run: deleteBucket },
  { operation: 'ListObjects', method: 'GET', scope: 'bucket', access: 'read', run: listObjects },
  { operation: 'DeleteObjects', method: 'POST', scope: 'bucket', subresource: 'delete', access: 'write', run: deleteObjects },
  { operation: 'PostObject', method: 'POST', scope: 'bucket', access: 'write' },
  { operation: 'ListMultipartUploads', method: 'GET', scope: 'bucket', subresource: 'uploads', access: 'read' },
  { operation: 'GetBucketAcl', method: 'GET', scope: 'bucket', subresource: 'acl', access: 'owner' },
  { operation: 'PutBucketPolicy', method: 'PUT', scope: 'bucket', subresource: 'policy', access: 'owner' },
  { operation: 'GetBucketPolicy', method: 'GET', scope: 'bucket', subresource: 'policy', access: 'owner' },
  { operation: 'DeleteBucketPolicy', method: 'DELETE', scope: 'bucket', subresource: 'policy', access: 'owner' },
  { operation: 'PutBucketWebsite', method: 'PUT', scope: 'bucket', subresource: 'website', access: 'owner' },
  { operation: 'GetBucketWebsite', method: 'GET', scope: 'bucket', subresource: 'website', access: 'owner' },
  { operation: 'DeleteBucketWebsite', method: 'DELETE', scope: 'bucket', subresource: 'website', access: 'owner' },
  { operation: 'PutBucketLogging', method: 'PUT', scope: 'bucket', subresource: 'logging', access: 'owner' },
  { operation: 'GetBucketLogging', method: 'GET', scope: 'bucket', subresource: 'logging', access: 'owner' },
  { operation: 'PutBucketTrigger', method: 'PUT', scope: 'bucket', subresource: 'trigger', access: 'owner' },
  { operation: 'GetBucketTrigger', method: 'GET', scope: 'bucket', subresource: 'trigger', access: 'owner' },
  { operation: 'DeleteBucketTrigger', method: 'DELETE', scope: 'bucket', subresource: 'trigger', access: 'owner' },
  { operation: 'PutBucketLifecycle', method: 'PUT', scope: 'bucket', subresource: 'lifecycle', access: 'owner' },
  { operation: 'GetBucketLifecycle', method: 'GET', scope: 'bucket', subresource: 'lifecycle', access: 'owner' },
  { operation: 'DeleteBucketLifecycle', method: 'DELETE', scope: 'bucket', subresource: 'lifecycle', access: 'owner' },
  { operation: 'PutBucketCors', method: 'PUT', scope: 'bucket', subresource: 'cors', access: 'owner' },
  { operation: 'GetBucketCors', method: 'GET', scope: 'bucket', subresource: 'cors', access: 'owner' },
  { operation: 'DeleteBucketCors', method: 'DELETE', scope: 'bucket', subresource: 'cors', access: 'owner' },
  { operation: 'GetBucketLocation', method: 'GET', scope: 'bucket', subresource: 'location', access: 'owner' },
  { operation: 'PutBucketAccelerate', method: 'PUT', scope: 'bucket', subresource: 'accelerate', access: 'owner' },
  { operation: 'GetBucketAccelerate', method: 'GET', scope: 'bucket', subresource: 'accelerate', access: 'owner' },
  { operation: 'PutObjectLock', method: 'PUT', scope: 'bucket', subresource: 'object-lock', access: 'owner' },
  { operation: 'GetObjectLock', method: 'GET', scope: 'bucket', subresource: 'object-lock', access: 'owner' },
  { operation: 'DeleteObjectLock', method: 'DELETE', scope: 'bucket', subresource: 'object-lock', access: 'owner' },

  { operation: 'OptionsObject', method: 'OPTIONS', scope: 'object', access: 'read' },
  { operation: 'CopyObject', method: 'PUT', scope: 'object', header: 'x-amz-copy-source', access: 'write', run: copyObject },
  { operation: 'PutObject', method: 'PUT', scope: 'object', access: 'write', run: putObject },
  { operation: 'GetObject', method: 'GET', scope: 'object', access: 'read', run: getObject },
  { operation: 'HeadObject', method: 'HEAD', scope: 'object', access: 'read', run: headObject },
  { operation: 'DeleteObject', method: 'DELETE', scope: 'object', access: 'write', run: deleteObject },
  { operation: 'CreateMultipartUpload', method: 'POST', scope: 'object', subresource: 'uploads', access: 'write', run: createMultipartUpload },
  { operation: 'UploadPartCopy', method: 'PUT', scope: 'object', subresource: 'uploadId', header: 'x-amz-copy-source', access: 'write' },
  { operation: 'UploadPart', method: 'PUT', scope: 'object', subresource: 'uploadId', access: 'write', run: uploadPart },
  { operation: 'CompleteMultipartUpload', method: 'POST', scope: 'object', subresource: 'uploadId', access: 'write', run: completeMultipartUpload },
  { operation: 'AbortMultipartUpload', method: 'DELETE', scope: 'object', subresource: 'uploadId', access: 'write', run: abortMultipartUpload },
  { operation: 'ListParts', method: 'GET', scope: 'object', subresource: 'uploadId', access: 'write', run: listParts },
]
