import { OosClient, type ClientOptions, type OosError, type TransportInit } from '@oos-js/core'

/** One request as the transport got it. */
export interface Sent extends TransportInit {
  readonly url: string
}

/** What the transport does with a request; `count` is 1 for the first. */
export type Answer = (sent: Sent, count: number) => Response | Promise<Response>

export const endpoint = 'https://oos-cn.ctyunapi.cn'
export const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

/** An anonymous client whose transport is a function of the test, and the requests it got. */
export function createClient(
  answer: Answer = () => new Response(),
  options: Partial<ClientOptions> = {},
): { client: OosClient; sent: Sent[] } {
  const sent: Sent[] = []
  const client = new OosClient({
    endpoint,
    maxAttempts: 1,
    fetch: async (url, init) => {
      sent.push({ url, ...init })
      return answer({ url, ...init }, sent.length)
    },
    ...options,
  })
  return { client, sent }
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<OosError> {
  let output: unknown
  try {
    output = await promise
  } catch (error) {
    return error as OosError
  }
  throw new Error(`resolved with ${JSON.stringify(output)} instead of rejecting`)
}

/** An error document as OOS sends it. */
export function errorDocument(code: string, message = 'No.', more = ''): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`
  )
}
