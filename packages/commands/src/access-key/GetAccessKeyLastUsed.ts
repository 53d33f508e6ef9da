import {
  addAction,
  Command,
  iamEndpoint,
  readXml,
  writeField,
  type Operation,
  type WithMetadata,
} from '@oos-js/core'

/** Input of {@link GetAccessKeyLastUsedCommand}. */
export interface GetAccessKeyLastUsedInput {
  /** The key to ask about. */
  AccessKeyId: string
}

/** When and for what a key was used last. */
export interface AccessKeyLastUsed {
  /** When; missing if never. */
  LastUsedDate?: Date
  /** For which service. */
  ServiceName?: string
}

/** Output of {@link GetAccessKeyLastUsedCommand}. */
export interface GetAccessKeyLastUsedOutput extends WithMetadata {
  /** Whose key it is. */
  UserName?: string
  /** When and for what it was used last. */
  AccessKeyLastUsed: AccessKeyLastUsed
}

const operation: Operation<GetAccessKeyLastUsedInput, GetAccessKeyLastUsedOutput> = {
  name: 'GetAccessKeyLastUsed',
  method: 'POST',
  endpoint: iamEndpoint,
  input: { AccessKeyId: { write: writeField } },
  build: addAction,
  read: readXml,
  root: 'GetAccessKeyLastUsedResponse/GetAccessKeyLastUsedResult',
  output: {
    UserName: 'string?',
    AccessKeyLastUsed: { LastUsedDate: 'date?', ServiceName: 'string?' },
  },
}

/**
 * Tells when an access key was used last. Not in the guide: the vendor's Go SDK 1.9.2 has it, for the V6
 * network.
 *
 * @example
 * ```ts
 * const { AccessKeyLastUsed } = await client.send(
 *   new GetAccessKeyLastUsedCommand({ AccessKeyId: '10c2758180defd92e034' }),
 * )
 * ```
 */
export class GetAccessKeyLastUsedCommand extends Command<
  GetAccessKeyLastUsedInput,
  GetAccessKeyLastUsedOutput
> {
  /** Makes the command. */
  constructor(input: GetAccessKeyLastUsedInput) {
    super(operation, input)
  }
}
