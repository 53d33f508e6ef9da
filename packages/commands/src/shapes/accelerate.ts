/** Whether a content delivery network may fetch from a bucket. */
export type AccelerateStatus = 'Enabled' | 'Suspended' | (string & {})

/** What a content delivery network may fetch. */
export interface AccelerateConfiguration {
  /** Whether it may. */
  Status: AccelerateStatus
  /** Addresses of the network, up to 5. */
  IPWhiteLists?: string[] | undefined
}
