/** Headers that an answer shall carry in the place of what is stored with the object. */
export interface ResponseOverrides {
  /** `Cache-Control` that the answer shall carry. */
  ResponseCacheControl?: string | undefined
  /** `Content-Disposition` that the answer shall carry. */
  ResponseContentDisposition?: string | undefined
  /** `Content-Encoding` that the answer shall carry. */
  ResponseContentEncoding?: string | undefined
  /** `Content-Language` that the answer shall carry. */
  ResponseContentLanguage?: string | undefined
  /** `Content-Type` that the answer shall carry. */
  ResponseContentType?: string | undefined
  /** `Expires` that the answer shall carry. */
  ResponseExpires?: Date | undefined
}
