/**
 * Makes the MD5 of a part: base64, as `Content-MD5` wants it. It must not keep the page from answering for
 * longer than 50 ms at a time, and must reject when what it read is shorter than the content.
 *
 * @param content - A part of the file.
 * @param signal - Ends the work; the promise then rejects with the signal's reason.
 */
export type Hasher = (content: Blob, signal?: AbortSignal) => Promise<string>
