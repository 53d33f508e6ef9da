/** Bytes in a MiB. */
export const mebibyte = 1_048_576
/** Bytes of the file. */
export const fileSize = 2048 * mebibyte
/** Bytes of a part. */
export const partSize = 8 * mebibyte
/** Parts at a time. */
export const concurrency = 4
