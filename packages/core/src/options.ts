import type { Credentials, CredentialsProvider, SigningKeyProvider } from './signing/credentials.js'
import type { Addressing } from './request/endpoint.js'
import type { MiddlewareStack } from './middleware.js'
import type { TimeLimits } from './time-limits.js'
import type { Transport, UploadProgressEvent } from './transport.js'

/** Source of the current time. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
}

/** Time limits in milliseconds, as far as they are told; 0 is no limit. */
export type TimeOptions = { readonly [Kind in keyof TimeLimits]?: TimeLimits[Kind] | undefined }

/** Options of {@link OosClient}. */
export interface ClientOptions {
  /** Scheme and host of the service, for example `https://oos-cn.ctyunapi.cn`. */
  readonly endpoint: string
  /** Access key, or a function that fetches one. Without it requests are anonymous. */
  readonly credentials?: Credentials | CredentialsProvider | undefined
  /**
   * Signs in another place, so that no secret is in this one: a page takes {@link remoteSigner}. Instead of
   * `credentials`.
   */
  readonly sign?: SigningKeyProvider | undefined
  /**
   * How buckets are named in URLs. With `cname` the endpoint is a domain of yours, and the bucket is
   * named like it.
   *
   * @defaultValue 'path'
   */
  readonly addressing?: Addressing | undefined
  /**
   * Scheme and host of the service that manages access keys.
   *
   * @defaultValue the endpoint `oos-xx.ctyunapi.cn` gives `oos-xx-iam.ctyunapi.cn` (assumed)
   */
  readonly iamEndpoint?: string | undefined
  /**
   * What carries requests: any function shaped like `fetch`.
   *
   * @defaultValue the global `fetch`
   */
  readonly fetch?: Transport | undefined
  /**
   * How often a request is sent before its error is final; 1 turns retries off.
   *
   * @defaultValue 3
   */
  readonly maxAttempts?: number | undefined
  /** How long a call may take. What is left out is as {@link TimeLimits} says. */
  readonly timeout?: TimeOptions | undefined
  /**
   * Header that carries the member `Trigger` of PutObject. No public source tells which one the service
   * reads.
   *
   * @defaultValue none: it travels as the query parameter `trigger` (assumed)
   */
  readonly triggerCarrier?: string | undefined
  /**
   * Source of the time that goes into signatures; OOS refuses one that is 15 minutes off. A client then
   * learns the difference from the answer, where that has a `Date` that the runtime lets it see.
   *
   * @defaultValue the system's clock
   */
  readonly clock?: Clock | undefined
  /**
   * Milliseconds, at most, that an answer may correct the clock by: a wrong date should not make signatures
   * for a far day.
   *
   * @defaultValue one day
   */
  readonly maxClockOffset?: number | undefined
}

/** Options of one call. */
export interface SendOptions {
  /**
   * Ends the call at once, whatever it waits for, and a download that is still read; either rejects with
   * the signal's reason.
   */
  readonly signal?: AbortSignal | undefined
  /** How often this request is sent, over the client's limit. */
  readonly maxAttempts?: number | undefined
  /** How long this call may take, each limit over the client's. */
  readonly timeout?: TimeOptions | undefined
  /**
   * Told how much of the content has left, by transports that can see it: `xhrTransport` of `@oos-js/web`
   * does, `fetch` does not.
   */
  readonly onUploadProgress?: ((progress: UploadProgressEvent) => void) | undefined
  /**
   * What carries this request if the client was given no transport of its own.
   *
   * @defaultValue the global `fetch`
   */
  readonly fetch?: Transport | undefined
  /** Derives the middleware of this call from the client's. */
  readonly middleware?: ((stack: MiddlewareStack) => MiddlewareStack) | undefined
}
