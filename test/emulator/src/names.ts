import { OosFault } from './errors.js'

/**
 * Refuses a key that OOS does not take. NUL is the vendor's rule.
 *
 * Assumed: at most 1024 bytes, as on Amazon S3; the vendor's text gives no limit.
 */
export function checkKey(key: string): void {
  const bytes = new TextEncoder().encode(key).length
  if (bytes < 1 || bytes > 1024 || key.includes('\0')) {
    throw new OosFault('InvalidObjectName', 'The specified object name is not valid.')
  }
}

/** Refuses a name that no bucket may have (OOS developer document V6, 2.3.1). */
export function checkBucketName(name: string): void {
  const labels = name.split('.')
  const isValid =
    name.length >= 3 &&
    name.length <= 63 &&
    labels.every((label) => /^[a-z\d]([a-z\d-]*[a-z\d])?$/.test(label)) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(www|http)/.test(name)
  if (!isValid) throw new OosFault('InvalidBucketName', 'The specified bucket is not valid.')
}
