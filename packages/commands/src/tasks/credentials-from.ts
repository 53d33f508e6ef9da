import type { CredentialsProvider, OosClient } from '@oos-js/core'
import { GetSessionTokenCommand, type GetSessionTokenInput } from '../access-key/GetSessionToken.js'

/**
 * Makes a provider of temporary keys: a client that has it asks for keys when it needs them, and for new
 * ones before they end. `client` is one with keys of its own, on a server: what it makes may go into a page.
 *
 * @example
 * ```ts
 * const temporary = new OosClient({
 *   endpoint: 'https://oos-cn.ctyunapi.cn',
 *   credentials: credentialsFrom(client, { DurationSeconds: 3600 }),
 * })
 * await temporary.send(new ListBucketsCommand())
 * ```
 */
export function credentialsFrom(
  client: OosClient,
  input: GetSessionTokenInput = {},
): CredentialsProvider {
  return async () => {
    const { Credentials } = await client.send(new GetSessionTokenCommand(input))
    return {
      accessKeyId: Credentials.AccessKeyId,
      secretAccessKey: Credentials.SecretAccessKey,
      sessionToken: Credentials.SessionToken,
      expiration: Credentials.Expiration,
    }
  }
}
