import type { OosError } from '../errors.js'

/** What the rules say that the base knows by name only; a rule ends the sentence that a member begins. */
const rules: Readonly<Record<string, string>> = {
  missing: 'is required',
  bucket: 'must be 3 to 63 of a-z, 0-9, dot and hyphen',
  key: 'must be text of 1 to 1024 bytes, without NUL',
  dots: 'must have no part . or .., which URLs drop: rename the object',
  half: 'has half of a surrogate pair',
  ascii:
    'must be printable ASCII, names without spaces: see metadataEncoding and contentDisposition',
  body: 'must be text, bytes of fixed size, a Blob or a ReadableStream',
  invalid: 'is not valid',
  object: 'must be an object',
  name: 'must have a name of its own',
  cname: 'must be named like the endpoint',
  url: 'cannot be part of this URL: use addressing path',
}

/** Tells what an input member breaks in words; any other error is left as it is. */
export function inWords<Failure>(error: Failure): Failure {
  const { code, member = '', message = '' } = Object(error) as Partial<OosError>
  const start = `${code}: ${member} `
  const [rule = ''] = /^\w+/.exec(message.slice(start.length)) ?? []
  if (code !== 'InvalidInput' || !message.startsWith(start) || !Object.hasOwn(rules, rule)) {
    return error
  }
  const told = message.replace(start + rule, () => start + (rules[rule] ?? ''))
  const { stack = '' } = error as Error
  return Object.assign(error as object, {
    message: told,
    stack: stack.replace(message, () => told),
  }) as Failure
}
