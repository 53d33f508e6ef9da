import { describeAnswer } from '../exchange.mjs'

/** Sends a request twice, with a part of it signed and not, and tells which signature was right. */
async function tryBoth({ exchange }, request, include) {
  const unsigned = await exchange(request)
  const signed = await exchange({ ...request, signed: include })
  const isRight = ({ code }) => code !== 'SignatureDoesNotMatch' && code !== 'AccessDenied'
  const answer = isRight(signed)
    ? isRight(unsigned)
      ? 'either'
      : 'signed'
    : isRight(unsigned)
      ? 'unsigned'
      : 'neither'
  const evidence = `unsigned: ${describeAnswer(unsigned)}; signed: ${describeAnswer(signed)}`
  return { answer, evidence }
}

const subResources = [
  ['trigger', {}],
  ['accelerate', {}],
  ['object-lock', {}],
  ['regions', { service: true }],
]

export const signatures = [
  ...subResources.map(([name, place]) => ({
    id: `sign-${name}`,
    question: `Is the sub-resource \`${name}\` signed?`,
    assumed: 'unsigned',
    find: (context) => tryBoth(context, { ...place, query: name }, (text) => `${text}?${name}`),
  })),
  {
    id: 'sign-cors',
    question: 'Is the sub-resource `cors` signed?',
    assumed: 'signed',
    find: async ({ exchange }) => {
      const signed = await exchange({ query: 'cors' })
      const unsigned = await exchange({
        query: 'cors',
        signed: (text) => text.replace(/\?cors$/, ''),
      })
      const isRight = ({ code }) => code !== 'SignatureDoesNotMatch'
      const answer = isRight(signed) ? 'signed' : isRight(unsigned) ? 'unsigned' : 'neither'
      const evidence = `signed: ${describeAnswer(signed)}; unsigned: ${describeAnswer(unsigned)}`
      return { answer, evidence }
    },
  },
  {
    id: 'sign-limitrate',
    question: 'Is `x-amz-limitrate` in a query signed?',
    assumed: 'signed',
    find: async ({ exchange }) => {
      await exchange({ method: 'PUT', key: 'limited', body: 'limited' })
      const request = { key: 'limited', query: 'x-amz-limitrate=1000' }
      const signed = await exchange(request)
      const unsigned = await exchange({
        ...request,
        signed: (text) => text.replace('x-amz-limitrate:1000\n', ''),
      })
      const answer =
        signed.status === 200 ? 'signed' : unsigned.status === 200 ? 'unsigned' : 'neither'
      const evidence = `signed: ${describeAnswer(signed)}; unsigned: ${describeAnswer(unsigned)}`
      return { answer, evidence }
    },
  },
  {
    id: 'signature-errors',
    question: 'Does SignatureDoesNotMatch tell the string that the service signed?',
    assumed: 'detailed',
    find: async ({ exchange }) => {
      const refused = await exchange({ secret: 'wrong' })
      const isDetailed = /<StringToSign/.test(refused.text)
      return { answer: isDetailed ? 'detailed' : 'bare', evidence: describeAnswer(refused) }
    },
  },
  {
    id: 'server-time',
    question: 'Does RequestTimeTooSkewed tell the time of the service?',
    assumed: 'left out',
    find: async ({ exchange }) => {
      const refused = await exchange({ skew: 20 * 60_000 })
      const isTold = /<ServerTime>/.test(refused.text)
      const date = refused.headers.get('date')
      const evidence = `${describeAnswer(refused)}; Date: ${date ?? 'none'}`
      return { answer: isTold ? 'told' : 'left out', evidence }
    },
  },
]
