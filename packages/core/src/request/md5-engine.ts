import SparkMD5 from 'spark-md5'

/** An MD5 under way. */
export interface Md5 {
  /** Adds bytes. */
  update(bytes: ArrayBuffer): void
  /** Base64 of the digest; nothing can be added after. */
  digest(): string
}

/** Starts an MD5. */
export function createMd5(): Md5 {
  const hash = new SparkMD5.ArrayBuffer()
  return {
    update: (bytes) => {
      hash.append(bytes)
    },
    digest: () => btoa(hash.end(true)),
  }
}
