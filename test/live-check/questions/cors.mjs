import { PutBucketCorsCommand } from '@oos-js/commands'
import { describe } from '../../demo/describe.mjs'
import { describeAnswer } from '../exchange.mjs'

const origin = 'https://page.example.com'
const rule = { AllowedOrigins: [origin], AllowedMethods: ['GET'], AllowedHeaders: ['*'] }

/** Sets a rule that exposes these headers, and reads what is exposed of an answer. */
async function expose({ client, Bucket, exchange }, names, request) {
  const CORSRules = [{ ...rule, ExposeHeaders: names }]
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))
  return exchange({ headers: { origin }, ...request })
}

export const cors = [
  {
    id: 'expose-all',
    question: 'May a CORS rule expose `*`?',
    assumed: 'accepted',
    find: async (context) => {
      try {
        const answer = await expose(context, ['*'], {})
        return { answer: 'accepted', evidence: describeAnswer(answer) }
      } catch (error) {
        if (error.name !== 'OosError') throw error
        return { answer: 'refused', evidence: describe(error) }
      }
    },
  },
  {
    id: 'expose-date',
    question: 'Can a CORS rule expose `Date` and `Retry-After`?',
    assumed: 'both',
    find: async (context) => {
      const answer = await expose(context, ['ETag', 'Date', 'Retry-After'], {})
      const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase()
      const names = ['date', 'retry-after'].filter((name) => exposed.split(/, */).includes(name))
      const told = names.length === 2 ? 'both' : (names[0] ?? 'neither')
      return { answer: told, evidence: `${describeAnswer(answer)}: ${exposed}` }
    },
  },
  {
    id: 'cors-on-errors',
    question: 'Do errors carry CORS headers where a rule matches?',
    assumed: 'yes',
    find: async (context) => {
      const missing = await expose(context, ['ETag'], { key: 'there-is-no-such-object' })
      const isThere = missing.headers.has('access-control-allow-origin')
      return { answer: isThere ? 'yes' : 'no', evidence: describeAnswer(missing) }
    },
  },
  {
    id: 'cors-on-refusals',
    question: 'Does the refusal of a wrong signature carry CORS headers?',
    assumed: 'yes',
    find: async (context) => {
      const refused = await expose(context, ['ETag'], { secret: 'wrong' })
      const isThere = refused.headers.has('access-control-allow-origin')
      return { answer: isThere ? 'yes' : 'no', evidence: describeAnswer(refused) }
    },
  },
]
