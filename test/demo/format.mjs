const mebibyte = 2 ** 20

/** Bytes for people: exactly where a MiB would say nothing. */
export function formatSize(bytes) {
  return bytes < mebibyte / 10 ? `${bytes} B` : `${(bytes / mebibyte).toFixed(1)} MiB`
}

/** Milliseconds for people. */
export function formatTime(milliseconds) {
  return milliseconds < 1000
    ? `${milliseconds.toFixed(0)} ms`
    : `${(milliseconds / 1000).toFixed(2)} s`
}

/** Bytes in a time, as MiB/s. */
export function formatSpeed(bytes, milliseconds) {
  return ((bytes / mebibyte / milliseconds) * 1000).toFixed(1)
}
