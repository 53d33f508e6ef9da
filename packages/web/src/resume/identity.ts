/**
 * Tells what makes two files the same: a text that is equal for the same file and, as far as one can tell,
 * differs when its content does. It is written into the checkpoint.
 */
export type Identify = (source: Blob) => string | Promise<string>

/** Bytes that are read at each place of a file. */
const sample = 65_536

/**
 * What a file is known by unless `identify` says otherwise: name, size, time of its last change, and, where
 * the page is secure (`crypto.subtle`), the SHA-256 of its first, middle and last 64 KiB.
 */
export async function identityOf(source: Blob): Promise<string> {
  const { name, lastModified, size } = source as Partial<File> & Blob
  const facts = [name ?? '', size, lastModified ?? 0]
  const subtle = (globalThis as { crypto?: Partial<Crypto> }).crypto?.subtle
  if (!subtle) return JSON.stringify(facts)
  const middle = Math.floor(size / 2)
  const starts = [0, middle, Math.max(0, size - sample)]
  const samples = new Blob(starts.map((start) => source.slice(start, start + sample)))
  const digest = new Uint8Array(await subtle.digest('SHA-256', await samples.arrayBuffer()))
  return JSON.stringify([...facts, btoa(String.fromCharCode(...digest))])
}
