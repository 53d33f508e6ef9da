import { createHash } from 'node:crypto'

const mebibyte = 1_048_576

export const writes = [
  {
    id: 'concurrent-writes',
    question: 'What comes of writing one object while it is being written?',
    assumed: 'PutObjectTooFast',
    find: async ({ exchange }) => {
      const body = new Uint8Array(mebibyte)
      const put = () => exchange({ method: 'PUT', key: 'written', body })
      // Several at once, as a single pair may miss each other.
      const answers = await Promise.all(Array.from({ length: 8 }, put))
      const refused = answers.find(({ status }) => status !== 200)
      const evidence = answers.map(({ status, code }) => code || status).join(', ')
      return { answer: refused?.code ?? 'last one wins', evidence }
    },
  },
  {
    id: 'etag',
    question: 'Is the ETag of an object that was sent at once its MD5?',
    assumed: 'yes',
    find: async ({ exchange }) => {
      const stored = await exchange({ method: 'PUT', key: 'tagged', body: 'tagged' })
      const etag = stored.headers.get('etag')
      const md5 = createHash('md5').update('tagged').digest('hex')
      return { answer: etag === `"${md5}"` ? 'yes' : 'no', evidence: `${etag}` }
    },
  },
]
