import { createHash } from 'node:crypto'
import { describeAnswer } from '../exchange.mjs'

/** Begins an upload and sends parts of it, which may be small if there is one. */
async function begin({ exchange }, key, ...parts) {
  const created = await exchange({ method: 'POST', key, query: 'uploads' })
  const [, id] = /<UploadId>([^<]+)<\/UploadId>/.exec(created.text) ?? []
  if (id === undefined) throw new Error(`no upload began: ${describeAnswer(created)}`)
  const query = `uploadId=${encodeURIComponent(id)}`
  const etags = []
  for (const [index, body] of parts.entries()) {
    const part = { method: 'PUT', key, query: `partNumber=${index + 1}&${query}`, body }
    const sent = await exchange(part)
    etags.push(sent.headers.get('etag'))
  }
  return { query, etags }
}

function complete({ exchange }, key, query, etags) {
  const parts = etags.map(
    (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
  )
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
  return exchange({ method: 'POST', key, query, body })
}

const abort = ({ exchange }, key, query) => exchange({ method: 'DELETE', key, query })

/** The ETag of an object that was put together: the MD5 of its parts' MD5s, and how many there are. */
function etagOf(...parts) {
  const md5 = (content) => createHash('md5').update(content).digest()
  return `"${md5(Buffer.concat(parts.map(md5))).toString('hex')}-${parts.length}"`
}

export const multipart = [
  {
    id: 'unfinished-upload',
    question: 'What does GET show of a key that has an object and an unfinished upload?',
    assumed: 'behind the object',
    find: async (context) => {
      const key = 'unfinished'
      await context.exchange({ method: 'PUT', key, body: 'object' })
      const { query } = await begin(context, key, 'part')
      const got = await context.exchange({ key })
      await abort(context, key, query)
      const answer = got.text === 'part' ? 'before the object' : 'behind the object'
      const evidence = `${describeAnswer(got)}, ETag ${got.headers.get('etag') ?? 'none'}`
      return { answer, evidence }
    },
  },
  {
    id: 'unfinished-etag',
    question: 'Does GET show an unfinished upload, and with an ETag?',
    assumed: 'without an ETag',
    find: async (context) => {
      const key = 'unfinished-alone'
      const { query } = await begin(context, key, 'part')
      const got = await context.exchange({ key })
      await abort(context, key, query)
      const etag = got.headers.get('etag')
      const shown = etag === null ? 'without an ETag' : 'with an ETag'
      return { answer: got.status === 200 ? shown : 'not at all', evidence: describeAnswer(got) }
    },
  },
  {
    id: 'complete-again',
    question: 'What does Complete answer for an upload that is complete already?',
    assumed: 'NoSuchUpload',
    find: async (context) => {
      const key = 'completed'
      const { query, etags } = await begin(context, key, 'part')
      const first = await complete(context, key, query, etags)
      const second = await complete(context, key, query, etags)
      const isSame = second.status === 200 && second.code === ''
      const evidence = `${describeAnswer(first)}, then ${describeAnswer(second)}`
      return { answer: isSame ? 'the same result' : second.code, evidence }
    },
  },
  {
    id: 'complete-etag',
    question: 'Is the ETag of a completed upload the MD5 of its parts’ MD5s, with their number?',
    assumed: 'yes',
    find: async (context) => {
      const key = 'completed-tag'
      const { query, etags } = await begin(context, key, 'part')
      await complete(context, key, query, etags)
      const head = await context.exchange({ method: 'HEAD', key })
      const etag = head.headers.get('etag')
      return { answer: etag === etagOf('part') ? 'yes' : 'no', evidence: `${etag}` }
    },
  },
  {
    id: 'complete-answer',
    question: 'Does Complete find a wrong part before it begins its answer?',
    assumed: 'checked first',
    find: async (context) => {
      const key = 'completed-wrong'
      const { query } = await begin(context, key, 'part')
      const wrong = await complete(context, key, query, [`"${'0'.repeat(32)}"`])
      await abort(context, key, query)
      const answer = wrong.status === 200 ? 'at once' : 'checked first'
      return { answer, evidence: describeAnswer(wrong) }
    },
  },
  {
    id: 'white-space',
    question: 'Where does the white space stand that comes while Complete works?',
    assumed: 'after the declaration',
    find: async (context) => {
      const key = 'completed-slowly'
      const { query, etags } = await begin(context, key, 'part')
      const { text } = await complete(context, key, query, etags)
      const evidence = JSON.stringify(text.slice(0, 60))
      if (/^\s+</.test(text)) return { answer: 'before the declaration', evidence }
      if (/^<\?xml[^>]*>\s*</.test(text)) return { answer: 'after the declaration', evidence }
      return { answer: 'there is no declaration', evidence }
    },
  },
  {
    id: 'parts-after-abort',
    question: 'What does ListParts answer for an upload that was aborted?',
    assumed: 'NoSuchUpload',
    find: async (context) => {
      const key = 'aborted'
      const { query } = await begin(context, key, 'part')
      await abort(context, key, query)
      const listed = await context.exchange({ key, query })
      return { answer: listed.code || 'its parts', evidence: describeAnswer(listed) }
    },
  },
]
