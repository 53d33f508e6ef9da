/** How a bucket is served as a website. */
export interface WebsiteConfiguration {
  /** What is served for a folder. */
  IndexDocument: IndexDocument
  /** What is served instead of an error. */
  ErrorDocument?: ErrorDocument | undefined
}

/** What is served for a folder. */
export interface IndexDocument {
  /** Added to the path: with `index.html`, `images/` is answered with `images/index.html`. */
  Suffix: string
}

/** What is served instead of an error. */
export interface ErrorDocument {
  /** Name of the object that is served when the status would be 4XX. */
  Key: string
}
