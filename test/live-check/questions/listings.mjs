import { describeAnswer } from '../exchange.mjs'

/** Keys of a listing, as they stand in the document. */
const keysOf = ({ text }) => [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key)

async function store({ exchange }, ...keys) {
  for (const key of keys) await exchange({ method: 'PUT', key, body: key })
}

function nextMarker(name, query, assumed) {
  return {
    id: `next-marker-${name.split(' ')[0]}`,
    question: `Does a truncated listing ${name} delimiter tell NextMarker?`,
    assumed,
    find: async (context) => {
      await store(context, 'next/1', 'next/2')
      const page = await context.exchange({ query: `prefix=next%2F&max-keys=1${query}` })
      const isTold = /<NextMarker>/.test(page.text)
      return { answer: isTold ? 'told' : 'left out', evidence: describeAnswer(page) }
    },
  }
}

export const listings = [
  {
    id: 'marker',
    question: 'Does a listing begin after its marker, or with it?',
    assumed: 'exclusive',
    find: async (context) => {
      await store(context, 'marker/1', 'marker/2')
      const page = await context.exchange({ query: 'prefix=marker%2F&marker=marker%2F1' })
      const keys = keysOf(page)
      if (!keys.includes('marker/2')) throw new Error(`the listing has ${keys.join(', ')}`)
      const answer = keys.includes('marker/1') ? 'inclusive' : 'exclusive'
      return { answer, evidence: `${describeAnswer(page)}: ${keys.join(', ')}` }
    },
  },
  nextMarker('with a', '&delimiter=%2F', 'told'),
  nextMarker('without a', '', 'left out'),
  {
    id: 'plus-in-query',
    question: 'Is `+` in a query a space?',
    assumed: 'a space',
    find: async (context) => {
      await store(context, 'plus/a b', 'plus/a+b')
      const page = await context.exchange({ query: 'prefix=plus%2Fa+b' })
      const [key] = keysOf(page)
      const answer = key === 'plus/a b' ? 'a space' : key === 'plus/a+b' ? 'a plus' : 'neither'
      return { answer, evidence: `${describeAnswer(page)}: ${keysOf(page).join(', ')}` }
    },
  },
  {
    id: 'url-encoding',
    question: 'Does a listing take `encoding-type=url`?',
    assumed: 'not documented: ignored',
    find: async (context) => {
      await store(context, 'encoded/a b')
      const page = await context.exchange({ query: 'prefix=encoded%2F&encoding-type=url' })
      const isEncoded = /<Key>encoded(?:\/|%2F)a(?:%20|\+)b<\/Key>/.test(page.text)
      const answer = isEncoded ? 'keys come encoded' : 'not documented: ignored'
      return { answer, evidence: `${describeAnswer(page)}: ${keysOf(page).join(', ')}` }
    },
  },
]
