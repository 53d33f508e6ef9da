import type { CorsOptions } from './cors.js'
import type { Limits } from './limits.js'
import type { Regions } from './locations.js'
import type { Storage } from './storage.js'
import type { Switches } from './switches.js'

/** Who may sign requests: one access key and the account it belongs to. */
export interface Account {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** The owner's ID, a mail address on OOS. Two access keys with one ID are one owner. */
  readonly id?: string
  readonly displayName?: string
  /** Whether the key may look after the account's keys: yes unless said otherwise. */
  readonly isPrimary?: boolean
}

/** Tells the time in milliseconds since 1970. */
export interface Clock {
  now(): number
}

/** Waits, for faults that delay an answer. */
export interface Timer {
  sleep(milliseconds: number): Promise<void>
}

/** Names requests and multipart uploads. */
export interface Ids {
  requestId(): string
  uploadId(): string
}

/** What `createEmulator` takes; every member has a default. */
export interface EmulatorOptions {
  readonly accounts?: readonly Account[]
  readonly clock?: Clock
  readonly timer?: Timer
  /** Numbers from 0 up to 1, for faults that come `sometimes`. By default the same in every run. */
  readonly random?: () => number
  /** How many requests `emulator.requests` remembers, the last ones: all, unless a long run says otherwise. */
  readonly requestsKept?: number
  /** Called at the start and at every reset. By default ids are counted, so they repeat from run to run. */
  readonly ids?: () => Ids
  /** Host names of the service, beside `localhost` and `127.0.0.1`: `bucket.<name>` is virtual-host style. */
  readonly baseHosts?: readonly string[]
  /**
   * Host names of websites, beside `oos-website-cn.` before each host name of the service and
   * `website.localhost`: `bucket.<name>` is a website.
   */
  readonly websiteHosts?: readonly string[]
  /**
   * When a truncated listing says where to go on. The vendor's text does not mention NextMarker, so a
   * client has to live with all three.
   */
  readonly nextMarker?: 'with-delimiter' | 'always' | 'never'
  /**
   * Whether up to two pages without entries come before each page of a listing of objects: truncated, and
   * with a NextMarker on the way to the first entry. Servers send such pages that count what they pass over.
   */
  readonly emptyPages?: boolean
  /** Where things are stored: in memory, unless a folder is opened. */
  readonly storage?: Storage
  /** Where accounts may keep metadata and data; the first place for metadata is the default. */
  readonly regions?: Regions
  /** A source has to be larger than this for a copy of a part of it: 5 GB. */
  readonly partOfCopyAbove?: number
  /** What the service allows, where it is not to be what OOS allows. */
  readonly limits?: Partial<Limits>
  /** How the emulator answers what only the live service could tell. */
  readonly switches?: Partial<Switches>
  /** What UpdateAccessKey answers: nothing, as recorded, or the document of the vendor's text. */
  readonly updateAccessKeyAnswer?: 'empty' | 'document'
  /**
   * How triggers reach other resource pools, such as another emulator: `(request) => other.handle(request)`.
   * By default over the network, to loopback addresses alone.
   */
  readonly fetch?: (request: Request) => Promise<Response>
  /** What pages of other origins may do; by default what the CORS rules of the buckets say. */
  readonly cors?: CorsOptions
}

/** The account an emulator has when no other is given. */
export const defaultAccount: Account = {
  accessKeyId: 'OOSEMULATORKEY000001',
  secretAccessKey: 'emulator/secret+key/0000000000000000000001',
}
