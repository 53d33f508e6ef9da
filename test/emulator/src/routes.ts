import type { Access } from './access.js'
import type { Call } from './call.js'
import type { Resource } from './host.js'
import { getBucketAccelerate, putBucketAccelerate } from './ops/accelerate.js'
import { createAccessKey, deleteAccessKey, updateAccessKey } from './ops/access-keys.js'
import { getBucketAcl, refuseObjectAcl } from './ops/acl.js'
import { createBucket, deleteBucket, headBucket } from './ops/bucket.js'
import { copyObject } from './ops/copy-object.js'
import { deleteBucketCors, getBucketCors, putBucketCors } from './ops/cors.js'
import { deleteObjects } from './ops/delete-objects.js'
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './ops/lifecycle.js'
import { getAccessKeyLastUsed, listAccessKeys } from './ops/list-access-keys.js'
import { listObjects } from './ops/list-objects.js'
import { listParts } from './ops/list-parts.js'
import { listMultipartUploads } from './ops/list-uploads.js'
import { getBucketLocation, getRegions } from './ops/location.js'
import { getBucketLogging, putBucketLogging } from './ops/logging.js'
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
} from './ops/multipart.js'
import {
  deleteObjectLockConfiguration,
  getObjectLockConfiguration,
  putObjectLockConfiguration,
} from './ops/object-lock.js'
import { deleteObject, getObject, headObject, putObject } from './ops/object.js'
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './ops/policy.js'
import { optionsObject } from './ops/options-object.js'
import { postObject } from './ops/post-object.js'
import { listBuckets } from './ops/service.js'
import { getSessionToken } from './ops/session-token.js'
import { deleteBucketTrigger, getBucketTrigger, putBucketTrigger } from './ops/trigger.js'
import { uploadPartCopy } from './ops/upload-part-copy.js'
import { deleteBucketWebsite, getBucketWebsite, putBucketWebsite } from './ops/website.js'
import { websiteOperation, websitePage } from './website.js'
import { header } from './wire-headers.js'

/** One operation of the service: how it is asked for, who may, and what it does. */
export interface Route {
  readonly operation: string
  readonly method: string
  readonly scope: Resource['scope']
  /** The query parameter that makes it this operation. */
  readonly subresource?: string
  /** The header that makes it this operation. */
  readonly header?: string
  /** What the form's Action has to match to make it this operation. */
  readonly action?: RegExp
  readonly access: Access
  readonly run: (call: Call) => Response | Promise<Response>
}

/** What tells one operation from another. */
export type Asked = Pick<Call, 'resource' | 'target' | 'headers' | 'form'> & {
  readonly method: string
}

/**
 * Finds the operation a request asks for; undefined if OOS has no such operation.
 *
 * Assumed: so it is with a POST to the service whose form has an unknown Action or none, the query not
 * being looked at.
 */
export function findRoute({ method, resource, target, headers, form }: Asked): Route | undefined {
  if (method === preflightRoute.method) return preflightRoute
  const here = routes.filter((route) => route.scope === resource.scope)
  const known = [...here.map(({ subresource }) => subresource), ...foreign]
  const asked = target.query.map(({ name }) => name).filter((name) => known.includes(name))
  return here.find(
    (route) =>
      route.method === method &&
      (route.subresource === undefined ? asked.length === 0 : asked.includes(route.subresource)) &&
      (route.header === undefined || header(headers, route.header) !== undefined) &&
      (route.action === undefined || route.action.test(form.get('Action') ?? '')),
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
  { operation: 'GetRegions', method: 'GET', scope: 'service', subresource: 'regions', access: 'signed', run: getRegions },
  { operation: 'CreateAccessKey', method: 'POST', scope: 'service', action: /^CreateAccessKey$/, access: 'signed', run: createAccessKey },
  { operation: 'DeleteAccessKey', method: 'POST', scope: 'service', action: /^DeleteAccessKey$/, access: 'signed', run: deleteAccessKey },
  { operation: 'UpdateAccessKey', method: 'POST', scope: 'service', action: /^UpdateAccessKey$/, access: 'signed', run: updateAccessKey },
  { operation: 'ListAccessKey', method: 'POST', scope: 'service', action: /^ListAccessKeys?$/, access: 'signed', run: listAccessKeys },
  { operation: 'GetAccessKeyLastUsed', method: 'POST', scope: 'service', action: /^GetAccessKeyLastUsed$/, access: 'signed', run: getAccessKeyLastUsed },
  { operation: 'GetSessionToken', method: 'POST', scope: 'service', action: /^GetSessionToken$/, access: 'signed', run: getSessionToken },

  { operation: 'CreateBucket', method: 'PUT', scope: 'bucket', access: 'primary', run: createBucket },
  { operation: 'HeadBucket', method: 'HEAD', scope: 'bucket', access: 's3:ListBucket', run: headBucket },
  { operation: 'DeleteBucket', method: 'DELETE', scope: 'bucket', access: 'owner', run: deleteBucket },
  { operation: 'ListObjects', method: 'GET', scope: 'bucket', access: 's3:ListBucket', run: listObjects },
  { operation: 'DeleteObjects', method: 'POST', scope: 'bucket', subresource: 'delete', access: 'keys', run: deleteObjects },
  { operation: 'PostObject', method: 'POST', scope: 'bucket', access: 'keys', run: postObject },
  { operation: 'ListMultipartUploads', method: 'GET', scope: 'bucket', subresource: 'uploads', access: 's3:ListBucketMultipartUploads', run: listMultipartUploads },
  { operation: 'GetBucketAcl', method: 'GET', scope: 'bucket', subresource: 'acl', access: 's3:ListBucket', run: getBucketAcl },
  { operation: 'PutBucketPolicy', method: 'PUT', scope: 'bucket', subresource: 'policy', access: 'owner', run: putBucketPolicy },
  { operation: 'GetBucketPolicy', method: 'GET', scope: 'bucket', subresource: 'policy', access: 'owner', run: getBucketPolicy },
  { operation: 'DeleteBucketPolicy', method: 'DELETE', scope: 'bucket', subresource: 'policy', access: 'owner', run: deleteBucketPolicy },
  { operation: 'PutBucketWebsite', method: 'PUT', scope: 'bucket', subresource: 'website', access: 'owner', run: putBucketWebsite },
  { operation: 'GetBucketWebsite', method: 'GET', scope: 'bucket', subresource: 'website', access: 'owner', run: getBucketWebsite },
  { operation: 'DeleteBucketWebsite', method: 'DELETE', scope: 'bucket', subresource: 'website', access: 'owner', run: deleteBucketWebsite },
  { operation: 'PutBucketLogging', method: 'PUT', scope: 'bucket', subresource: 'logging', access: 'owner', run: putBucketLogging },
  { operation: 'GetBucketLogging', method: 'GET', scope: 'bucket', subresource: 'logging', access: 'owner', run: getBucketLogging },
  { operation: 'PutBucketTrigger', method: 'PUT', scope: 'bucket', subresource: 'trigger', access: 'owner', run: putBucketTrigger },
  { operation: 'GetBucketTrigger', method: 'GET', scope: 'bucket', subresource: 'trigger', access: 'owner', run: getBucketTrigger },
  { operation: 'DeleteBucketTrigger', method: 'DELETE', scope: 'bucket', subresource: 'trigger', access: 'owner', run: deleteBucketTrigger },
  { operation: 'PutBucketLifecycle', method: 'PUT', scope: 'bucket', subresource: 'lifecycle', access: 'owner', run: putBucketLifecycle },
  { operation: 'GetBucketLifecycle', method: 'GET', scope: 'bucket', subresource: 'lifecycle', access: 'owner', run: getBucketLifecycle },
  { operation: 'DeleteBucketLifecycle', method: 'DELETE', scope: 'bucket', subresource: 'lifecycle', access: 'owner', run: deleteBucketLifecycle },
  { operation: 'PutBucketCors', method: 'PUT', scope: 'bucket', subresource: 'cors', access: 'owner', run: putBucketCors },
  { operation: 'GetBucketCors', method: 'GET', scope: 'bucket', subresource: 'cors', access: 'owner', run: getBucketCors },
  { operation: 'DeleteBucketCors', method: 'DELETE', scope: 'bucket', subresource: 'cors', access: 'owner', run: deleteBucketCors },
  { operation: 'GetBucketLocation', method: 'GET', scope: 'bucket', subresource: 'location', access: 'owner', run: getBucketLocation },
  { operation: 'PutBucketAccelerate', method: 'PUT', scope: 'bucket', subresource: 'accelerate', access: 'owner', run: putBucketAccelerate },
  { operation: 'GetBucketAccelerate', method: 'GET', scope: 'bucket', subresource: 'accelerate', access: 'owner', run: getBucketAccelerate },
  { operation: 'PutObjectLockConfiguration', method: 'PUT', scope: 'bucket', subresource: 'object-lock', access: 'owner', run: putObjectLockConfiguration },
  { operation: 'GetObjectLockConfiguration', method: 'GET', scope: 'bucket', subresource: 'object-lock', access: 'owner', run: getObjectLockConfiguration },
  { operation: 'DeleteObjectLockConfiguration', method: 'DELETE', scope: 'bucket', subresource: 'object-lock', access: 'owner', run: deleteObjectLockConfiguration },

  // Objects have no ACL of their own (OOS developer document V6, 4.3). Assumed: it is told so.
  { operation: 'GetObjectAcl', method: 'GET', scope: 'object', subresource: 'acl', access: 'owner', run: refuseObjectAcl },
  { operation: 'PutObjectAcl', method: 'PUT', scope: 'object', subresource: 'acl', access: 'owner', run: refuseObjectAcl },
  { operation: 'CopyObject', method: 'PUT', scope: 'object', header: 'x-amz-copy-source', access: 's3:PutObject', run: copyObject },
  { operation: 'PutObject', method: 'PUT', scope: 'object', access: 's3:PutObject', run: putObject },
  { operation: 'GetObject', method: 'GET', scope: 'object', access: 's3:GetObject', run: getObject },
  { operation: 'HeadObject', method: 'HEAD', scope: 'object', access: 's3:GetObject', run: headObject },
  { operation: 'DeleteObject', method: 'DELETE', scope: 'object', access: 's3:DeleteObject', run: deleteObject },
  { operation: 'CreateMultipartUpload', method: 'POST', scope: 'object', subresource: 'uploads', access: 's3:PutObject', run: createMultipartUpload },
  { operation: 'UploadPartCopy', method: 'PUT', scope: 'object', subresource: 'uploadId', header: 'x-amz-copy-source', access: 's3:PutObject', run: uploadPartCopy },
  { operation: 'UploadPart', method: 'PUT', scope: 'object', subresource: 'uploadId', access: 's3:PutObject', run: uploadPart },
  { operation: 'CompleteMultipartUpload', method: 'POST', scope: 'object', subresource: 'uploadId', access: 's3:PutObject', run: completeMultipartUpload },
  { operation: 'AbortMultipartUpload', method: 'DELETE', scope: 'object', subresource: 'uploadId', access: 's3:AbortMultipartUpload', run: abortMultipartUpload },
  { operation: 'ListParts', method: 'GET', scope: 'object', subresource: 'uploadId', access: 's3:ListMultipartUploadParts', run: listParts },
]

// A preflight is about the request that is to follow, so its path and query may be of any operation.
const preflightRoute: Route = {
  operation: 'OptionsObject',
  method: 'OPTIONS',
  scope: 'object',
  access: 'anyone',
  run: optionsObject,
}

/** What is asked of a website rather than of the API. */
export const websiteRoute: Route = {
  operation: websiteOperation,
  method: 'GET',
  scope: 'object',
  access: 'anyone',
  run: websitePage,
}

/** The operations that the emulator serves, in the order of the table. */
export const operations: readonly string[] = [...routes, preflightRoute]
  .filter(({ run }) => run !== refuseObjectAcl)
  .map(({ operation }) => operation)
