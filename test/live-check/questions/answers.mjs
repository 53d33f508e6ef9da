import { describeAnswer } from '../exchange.mjs'

/** What is answered to the question for a document that was never set. */
const unset = (query, assumed) => ({
  id: `unset-${query}`,
  question: `What is answered for a bucket that has no \`${query}\`?`,
  assumed,
  find: async ({ exchange }) => {
    const answer = await exchange({ query })
    return { answer: answer.code || String(answer.status), evidence: describeAnswer(answer) }
  },
})

export const answers = [
  unset('website', 'NoSuchWebsiteConfiguration'),
  unset('policy', 'NoSuchPolicy'),
  unset('lifecycle', 'NoSuchLifecycleConfiguration'),
  unset('object-lock', 'ObjectLockConfigurationNotFoundError'),
  {
    id: 'request-id',
    question: 'Which header has the id of a request?',
    assumed: 'x-amz-request-id',
    find: async ({ exchange }) => {
      const { headers } = await exchange({})
      const names = ['x-amz-request-id', 'x-ctyun-request-id'].filter((name) => headers.has(name))
      return { answer: names.join(', ') || 'none', evidence: [...headers.keys()].join(', ') }
    },
  },
]
