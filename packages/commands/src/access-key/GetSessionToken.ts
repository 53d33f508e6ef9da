import {
  addAction,
  checkLimits,
  Command,
  iamEndpoint,
  readXml,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'

/** Input of {@link GetSessionTokenCommand}. */
export interface GetSessionTokenInput {
  /** Seconds that the keys shall live, 900 to 129,600 (36 hours). The service chooses if left out. */
  DurationSeconds?: number | undefined
  /** What the keys may do, as a policy in JSON, 1 to 2048 characters; all that the asking key may, if left out. */
  PolicyDocument?: string | undefined
}

/** Temporary keys. All three go into the `credentials` of a client, with the end as `expiration`. */
export interface SessionCredentials {
  /** Access key id. */
  AccessKeyId: string
  /** Secret key. */
  SecretAccessKey: string
  /** Token that every request must carry. */
  SessionToken: string
  /** When they end. */
  Expiration: Date
}

/** Output of {@link GetSessionTokenCommand}. */
export interface GetSessionTokenOutput extends WithMetadata {
  /** The keys. */
  Credentials: SessionCredentials
}

const operation: Operation<GetSessionTokenInput, GetSessionTokenOutput> = {
  name: 'GetSessionToken',
  method: 'POST',
  endpoint: iamEndpoint,
  input: {
    DurationSeconds: { write: writeField, optional: true },
    PolicyDocument: { write: writeField, optional: true },
  },
  check: checkLimits,
  limits: { DurationSeconds: [900, 129_600] },
  build: addAction,
  read: readXml,
  root: 'GetSessionTokenResponse/GetSessionTokenResult',
  output: {
    Credentials: {
      AccessKeyId: 'id',
      SecretAccessKey: 'id',
      SessionToken: 'id',
      Expiration: 'date',
    },
  },
}

/**
 * Makes temporary keys, for example for a page. Not in the guide: the vendor's site documents it for the
 * V6 network (page 10027434).
 *
 * @example
 * ```ts
 * const { Credentials } = await client.send(new GetSessionTokenCommand({ DurationSeconds: 900 }))
 * ```
 */
export class GetSessionTokenCommand extends Command<GetSessionTokenInput, GetSessionTokenOutput> {
  /** Makes the command. */
  constructor(input: GetSessionTokenInput = {}) {
    super(operation, input)
  }
}
