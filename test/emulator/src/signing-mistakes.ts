import { joinLines, linesToSign, type SignedLines, type SignedParts } from './string-to-sign.js'
import { decodePath, parseTarget } from './target.js'
import { header, headersWith } from './wire-headers.js'

/** A text that somebody may have signed in place of the right one. */
export interface Mistake {
  readonly hint: string
  readonly text: string
}

/** What clients sign by mistake, each mistake by itself, the likely ones first. */
export function mistakesOf(parts: SignedParts): Mistake[] {
  const lines = linesToSign(parts)
  const right = joinLines(lines)
  const changes = [contentType, contentMd5, path, parameters, date, amz, method].flatMap((of) =>
    of(lines, parts),
  )
  const texts = changes.map(([hint, change]) => ({
    hint,
    text: joinLines({ ...lines, ...change }),
  }))
  const ends = [
    { hint: 'The text that was signed ends with a line feed. It must not.', text: `${right}\n` },
    {
      hint: 'The lines that were signed end with CR and LF. They have to end with LF alone.',
      text: right.replaceAll('\n', '\r\n'),
    },
  ]
  return [...texts, ...ends].filter(({ text }) => text !== right)
}

type Guess = readonly [hint: string, change: Partial<SignedLines>]

function contentType({ contentType: sent }: SignedLines): Guess[] {
  const came = sent === '' ? 'none came' : `"${sent}" came`
  const [type = ''] = sent.split(';', 1)
  const added =
    'Set Content-Type before signing: fetch, a form library or a proxy may have added it.'
  const types = [type, `${type};charset=UTF-8`, `${type}; charset=utf-8`, ...usualTypes]
  return [
    [`It was signed without Content-Type, but ${came}. ${added}`, { contentType: '' }],
    ...[...types, sent.toLowerCase()].map((one): Guess => {
      return [
        `It was signed with Content-Type "${one}", but ${came}. ${added}`,
        { contentType: one },
      ]
    }),
  ]
}

const usualTypes = [
  'application/octet-stream',
  'binary/octet-stream',
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/xml',
  'application/json',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-8',
  'application/x-www-form-urlencoded;charset=UTF-8',
]

function contentMd5({ contentMd5: sent }: SignedLines): Guess[] {
  return [[`It was signed without Content-MD5, but "${sent}" came.`, { contentMd5: '' }]]
}

function method({ method: sent }: SignedLines): Guess[] {
  return ['GET', 'PUT', 'POST', 'HEAD', 'DELETE'].map((one): Guess => {
    return [`It was signed for ${one}, but sent with ${sent}.`, { method: one }]
  })
}

function date(lines: SignedLines, { headers, expires }: SignedParts): Guess[] {
  const own = header(headers, 'date') ?? ''
  const amzDate = lines.amz.find(([name]) => name === 'x-amz-date')?.[1] ?? ''
  const rest = lines.amz.filter(([name]) => name !== 'x-amz-date')
  const empty = 'The line of the date has to be empty where there is x-amz-date.'
  const seconds = 'The line of the date has to be the parameter Expires where a URL is signed.'
  if (expires !== undefined) return ['', own, amzDate].map((one) => [seconds, { date: one }])
  return [
    [empty, { date: own }],
    [empty, { date: amzDate }],
    [`${empty} x-amz-date is signed among the headers x-amz-….`, { date: amzDate, amz: rest }],
    ['It was signed without the date.', { date: '' }],
  ]
}

function amz(lines: SignedLines, { headers, target }: SignedParts): Guess[] {
  const names = parseTarget(target).query.map(({ name }) => name.toLowerCase())
  const byLine = [...lines.amz].sort((a, b) => (a.join(':') < b.join(':') ? -1 : 1))
  const ofHeaders = headersWith(headers, 'x-amz-')
  const withOwn = [...lines.amz, ...headersWith(headers, 'x-ctyun-')]
  const without = lines.amz.map(([name]): Guess => {
    const rest = lines.amz.filter(([other]) => other !== name)
    return [`It was signed without ${name}, which came.`, { amz: rest }]
  })
  return [
    ...without,
    ['It was signed without its headers x-amz-….', { amz: [] }],
    [`Parameters x-amz-… are signed among the headers: ${names.join(', ')}.`, { amz: ofHeaders }],
    ['Headers x-amz-… are sorted by name, not by line.', { amz: byLine }],
    ['Headers x-ctyun-… are not signed.', { amz: withOwn }],
  ]
}

function path(lines: SignedLines, { target, bucket }: SignedParts): Guess[] {
  const { path: sent } = parseTarget(target)
  const prefix = bucket === undefined ? '' : `/${bucket}`
  const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(sent) ?? []
  const inHost = `The host names the bucket, so the path is signed with /${bucket ?? ''} before it.`
  const inPath = `The path names the bucket ${first}, and is signed as it is sent: ${sent}`
  const slash = `The path is signed as it is sent, with its last slash or without: ${sent}`
  const encoded = `The path is signed as it is sent, percent-encoding included: ${sent}`
  return [
    ...(bucket === undefined
      ? [[inPath, rest === '' ? '/' : rest] as const, [inPath, `/${first}${sent}`] as const]
      : [[inHost, sent] as const, [inHost, `${prefix}${prefix}${sent}`] as const]),
    [slash, lines.path.replace(/\/$/, '')] as const,
    [slash, `${lines.path}/`] as const,
    ...spellings(sent).map((other) => [encoded, prefix + other] as const),
  ].map(([hint, changed]) => [hint, { path: changed }])
}

// The same path as other encoders write it, and as it is without any encoding.
function spellings(sent: string): string[] {
  const key = decodePath(sent)
  const strict = encodeURIComponent(key).replace(/[!'()*]/g, escapeCharacter)
  const usual = strict.replaceAll('%2F', '/')
  return [
    binaryOf(key),
    usual,
    strict,
    lowerHex(usual),
    usual.replaceAll('%20', '+'),
    encodeURI(key),
    encodeURIComponent(key).replaceAll('%2F', '/'),
    normalised(encodeURI(key)),
    sent.replace(/%[\da-f]{2}/gi, (code) => code.toUpperCase()),
    lowerHex(sent),
  ]
}

function parameters(lines: SignedLines, { target }: SignedParts): Guess[] {
  const raw = (target.split(/\?(.*)/s)[1] ?? '').split('&').filter((pair) => pair !== '')
  const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? ''
  const signed = lines.parameters.map(nameOf)
  const extra = raw.filter((pair) => !signed.includes(nameOf(pair)))
  const withExtra = (pairs: readonly string[]): Partial<SignedLines> => {
    return { parameters: [...lines.parameters, ...pairs].sort() }
  }
  const inOrder = raw.filter((pair) => signed.includes(nameOf(pair)))
  return [
    ...extra.flatMap((pair): Guess[] => {
      const hint = `The parameter ${nameOf(pair)} was signed, which OOS does not sign.`
      return [
        [hint, withExtra([pair])],
        [hint, withExtra([nameOf(pair)])],
      ]
    }),
    [`It was signed without its sub-resources: ${signed.join(', ')}.`, { parameters: [] }],
    ...signed.map((name): Guess => {
      const rest = lines.parameters.filter((pair) => nameOf(pair) !== name)
      return [`It was signed without the parameter ${name}.`, { parameters: rest }]
    }),
    ['Values in the query are signed decoded.', { parameters: [...inOrder].sort() }],
    ['Sub-resources are signed in the order of their names.', { parameters: inOrder }],
    [
      'Sub-resources without a value are signed without "=".',
      { parameters: lines.parameters.map((pair) => (pair.includes('=') ? pair : `${pair}=`)) },
    ],
    ['The whole query was signed. Only sub-resources and response-… are.', { parameters: raw }],
    ['The whole query was signed. Only sub-resources and response-… are.', withExtra(extra)],
  ]
}

// As URL parsers rewrite it, which take away `.` and `..`.
function normalised(path: string): string {
  const url = `http://host${path}`
  return URL.canParse(url) ? new URL(url).pathname : path
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}

function lowerHex(path: string): string {
  return path.replace(/%[\da-f]{2}/gi, (code) => code.toLowerCase())
}

// One character for each byte of UTF-8.
function binaryOf(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}
