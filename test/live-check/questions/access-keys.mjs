import { GetSessionTokenCommand, ListAccessKeyCommand, ListObjectsCommand } from '@oos-js/commands'
import { isOosError, OosClient } from '@oos-js/core'
import { describe } from '../../demo/describe.mjs'

/** Whether a call is served; the service's refusal is an answer, anything else is none. */
async function isServed(send, served, refused) {
  try {
    const { $metadata } = await send()
    return { answer: served, evidence: `${$metadata.status} (${$metadata.requestId})` }
  } catch (error) {
    if (!isOosError(error) || error.status === undefined) throw error
    return { answer: refused, evidence: describe(error) }
  }
}

export const accessKeys = [
  {
    id: 'access-keys-v2',
    question: 'Do the operations on access keys accept Signature V2, at the host that is assumed?',
    assumed: 'accepted',
    find: ({ client }) =>
      isServed(() => client.send(new ListAccessKeyCommand()), 'accepted', 'refused'),
  },
  {
    id: 'session-tokens',
    question: 'Do temporary credentials work with Signature V2?',
    assumed: 'accepted',
    find: async ({ client, endpoint, Bucket, fetch }) => {
      const { Credentials } = await client.send(
        new GetSessionTokenCommand({ DurationSeconds: 900 }),
      )
      const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials
      const credentials = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      }
      const temporary = new OosClient({ endpoint, credentials, fetch })
      const list = () => temporary.send(new ListObjectsCommand({ Bucket }))
      return isServed(list, 'accepted', 'refused')
    },
  },
]
