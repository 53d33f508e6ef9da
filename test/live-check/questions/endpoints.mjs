import { describe } from '../../demo/describe.mjs'
import { describeAnswer } from '../exchange.mjs'

/** Asks for something without a signature: any answer shows that the way is open. */
async function reach(url, fetch = globalThis.fetch) {
  const response = await fetch(url, { redirect: 'manual' })
  await response.body?.cancel()
  return describeAnswer({ status: response.status, code: '', headers: response.headers })
}

async function isReached(url, fetch) {
  try {
    return { answer: 'yes', evidence: await reach(url, fetch) }
  } catch (error) {
    return { answer: 'no', evidence: describe(error) }
  }
}

export const endpoints = [
  {
    id: 'https',
    question: 'Does the endpoint answer over https, with a certificate for its name?',
    assumed: 'yes',
    find: ({ endpoint, fetch }) => isReached(`https://${new URL(endpoint).host}/`, fetch),
  },
  {
    id: 'https-virtual',
    question: 'Does the certificate cover buckets in the host name?',
    assumed: 'yes',
    find: ({ endpoint, Bucket, fetch }) =>
      isReached(`https://${Bucket}.${new URL(endpoint).host}/`, fetch),
  },
  {
    id: 'trigger-carrier',
    question: 'Does PutObject take the query parameter `trigger`, for a trigger that there is not?',
    assumed: 'stored',
    find: async ({ exchange }) => {
      const stored = await exchange({
        method: 'PUT',
        key: 'triggered',
        query: 'trigger=none-of-this-name',
        body: 'triggered',
      })
      const answer = stored.status === 200 ? 'stored' : `refused with ${stored.code}`
      return { answer, evidence: describeAnswer(stored) }
    },
  },
]
