/**
 * Where a bucket's access log goes. Each log file is an object, named after its prefix and the time. The
 * Trigger members are those of pools that copy to others (guide 2.2.15).
 */
export interface LoggingEnabled {
  /** Bucket that gets the log: any of yours, the logged one included. */
  TargetBucket?: string | undefined
  /** Begins the names of the log's objects; buckets that log into one bucket need one each. */
  TargetPrefix?: string | undefined
  /** Bucket that gets the log of the pool that is copied to. */
  TriggerTargetBucket?: string | undefined
  /** Begins the names of that log's objects. */
  TriggerTargetPrefix?: string | undefined
  /** Bucket that gets the log of the pool that is copied from. */
  TriggerSourceBucket?: string | undefined
  /** Begins the names of that log's objects. */
  TriggerSourcePrefix?: string | undefined
}

/** Whether a bucket's accesses are logged, and where to. */
export interface BucketLoggingStatus {
  /** Where the log goes. Without it nothing is logged. */
  LoggingEnabled?: LoggingEnabled | undefined
}
