/** Who may use a bucket besides its owner (OOS developer document V6, 3.3). */
export type BucketACL = 'private' | 'public-read' | 'public-read-write'
