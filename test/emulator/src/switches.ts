/** What only the live service could tell: each is answered one way until told otherwise. */
export interface Switches {
  /** Whether the sub-resources that no list of the vendor's names are signed: trigger, accelerate, regions, object-lock. */
  readonly newSubresources: 'unsigned' | 'signed'
  /** Whether `x-amz-limitrate` in a query is signed. */
  readonly limitRate: 'signed' | 'unsigned'
  /** Whether a listing begins after its marker or with it. */
  readonly marker: 'exclusive' | 'inclusive'
  /** What GET and HEAD show of a key that has an object and an unfinished upload with parts. */
  readonly unfinishedUpload: 'behind the object' | 'before the object'
  /** Whether errors of signatures tell what the service has computed. */
  readonly signatureErrors: 'detailed' | 'bare'
  /** Whether RequestTimeTooSkewed tells the service's time, in an element `ServerTime`. */
  readonly serverTime: 'left out' | 'told'
  /** Whether a CORS rule may expose `*`, which stands for all headers. */
  readonly exposeAll: 'accepted' | 'refused'
  /** Whether the operations on access keys accept Signature V2. */
  readonly accessKeyOperations: 'V2' | 'V4 only'
  /** What Complete answers for an upload that is complete already. The result is kept in memory alone. */
  readonly completeAgain: 'NoSuchUpload' | 'the same result'
  /** Milliseconds after which an upload and its parts are gone. */
  readonly uploadLife: number
  /** Whether temporary credentials work with Signature V2. */
  readonly sessionTokens: 'accepted' | 'refused'
  /** When Complete begins its answer: once parts and sizes have been found right, or before. */
  readonly completeAnswer: 'checked first' | 'at once'
  /** Where the white space stands that comes while Complete works. */
  readonly whiteSpace: 'after the declaration' | 'before the declaration'
  /** What comes of writing one object or part while it is being written. */
  readonly concurrentWrites: 'PutObjectTooFast' | 'last one wins'
}

/** Assumed: the emulator's answers, with the reasons in docs/emulator.md. */
export const assumedSwitches: Switches = {
  newSubresources: 'unsigned',
  limitRate: 'signed',
  marker: 'exclusive',
  unfinishedUpload: 'behind the object',
  signatureErrors: 'detailed',
  serverTime: 'left out',
  exposeAll: 'accepted',
  accessKeyOperations: 'V2',
  completeAgain: 'NoSuchUpload',
  uploadLife: Infinity,
  sessionTokens: 'accepted',
  completeAnswer: 'checked first',
  whiteSpace: 'after the declaration',
  concurrentWrites: 'PutObjectTooFast',
}
