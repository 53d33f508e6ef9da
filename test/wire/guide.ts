/** An operation of the vendor's Python SDK guide. */
export interface GuideEntry {
  readonly section: string
  /** What the guide's Python SDK calls it. */
  readonly method: string
  readonly command: string
}

/** The guide's table of contents, 2.1.1 to 2.4.4. */
// prettier-ignore
export const guide: readonly GuideEntry[] = [
  { section: '2.1.1', method: 'list_buckets', command: 'ListBuckets' },

  { section: '2.2.1', method: 'create_bucket', command: 'CreateBucket' },
  { section: '2.2.2', method: 'get_bucket_acl', command: 'GetBucketAcl' },
  { section: '2.2.3', method: 'list_objects', command: 'ListObjects' },
  { section: '2.2.4', method: 'delete_bucket', command: 'DeleteBucket' },
  { section: '2.2.5', method: 'put_bucket_policy', command: 'PutBucketPolicy' },
  { section: '2.2.6', method: 'get_bucket_policy', command: 'GetBucketPolicy' },
  { section: '2.2.7', method: 'delete_bucket_policy', command: 'DeleteBucketPolicy' },
  { section: '2.2.8', method: 'put_bucket_website', command: 'PutBucketWebsite' },
  { section: '2.2.9', method: 'get_bucket_website', command: 'GetBucketWebsite' },
  { section: '2.2.10', method: 'delete_bucket_website', command: 'DeleteBucketWebsite' },
  { section: '2.2.11', method: 'list_multipart_uploads', command: 'ListMultipartUploads' },
  { section: '2.2.12', method: 'put_bucket_logging', command: 'PutBucketLogging' },
  { section: '2.2.13', method: 'get_bucket_logging', command: 'GetBucketLogging' },
  { section: '2.2.14', method: 'head_bucket', command: 'HeadBucket' },
  { section: '2.2.15', method: 'put_bucket_trigger', command: 'PutBucketTrigger' },
  { section: '2.2.16', method: 'get_bucket_trigger', command: 'GetBucketTrigger' },
  { section: '2.2.17', method: 'delete_bucket_trigger', command: 'DeleteBucketTrigger' },
  { section: '2.2.18', method: 'put_bucket_lifecycle', command: 'PutBucketLifecycle' },
  { section: '2.2.19', method: 'get_bucket_lifecycle', command: 'GetBucketLifecycle' },
  // The guide's example calls get_bucket_lifecycle here, by mistake.
  { section: '2.2.20', method: 'delete_bucket_lifecycle', command: 'DeleteBucketLifecycle' },

  { section: '2.3.1', method: 'put_object', command: 'PutObject' },
  { section: '2.3.2', method: 'get_object', command: 'GetObject' },
  { section: '2.3.3', method: 'head_object', command: 'HeadObject' },
  { section: '2.3.4', method: 'delete_object', command: 'DeleteObject' },
  { section: '2.3.5', method: 'copy_object', command: 'CopyObject' },
  { section: '2.3.6', method: 'create_multipart_upload', command: 'CreateMultipartUpload' },
  { section: '2.3.7', method: 'upload_part', command: 'UploadPart' },
  { section: '2.3.8', method: 'complete_multipart_upload', command: 'CompleteMultipartUpload' },
  { section: '2.3.9', method: 'abort_multipart_upload', command: 'AbortMultipartUpload' },
  { section: '2.3.10', method: 'list_parts', command: 'ListParts' },
  { section: '2.3.11', method: 'upload_part_copy', command: 'UploadPartCopy' },
  { section: '2.3.12', method: 'delete_objects', command: 'DeleteObjects' },

  { section: '2.4.1', method: 'create_access_key', command: 'CreateAccessKey' },
  { section: '2.4.2', method: 'delete_access_key', command: 'DeleteAccessKey' },
  { section: '2.4.3', method: 'update_access_key', command: 'UpdateAccessKey' },
  { section: '2.4.4', method: 'list_access_key', command: 'ListAccessKey' },
]
