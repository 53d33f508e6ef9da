// What uploads send. The build puts a copy of these into the package: bundlers put whatever an application
// reaches through the index of a package into what it loads at once, even if only a chunk that is loaded
// later needs it.
export {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@oos-js/commands'
