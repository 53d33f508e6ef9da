import { OosFault } from './errors.js'
import { parameter, type Target } from './target.js'

/** Reads a query parameter that counts something; too large a value counts as the most allowed. */
export function countParameter(
  target: Target,
  name: string,
  most: number,
  fallback: number = most,
): number {
  const text = parameter(target, name)
  if (text === undefined || text === '') return fallback
  if (!/^\d+$/.test(text)) throw invalidArgument(name, text)
  return Math.min(Number(text), most)
}

/** Reads `delimiter`. The vendor's text allows `/` alone. Assumed: another one is refused. */
export function delimiterParameter(target: Target): '/' | undefined {
  const delimiter = parameter(target, 'delimiter') ?? ''
  if (delimiter === '') return undefined
  if (delimiter !== '/') throw invalidArgument('delimiter', delimiter)
  return delimiter
}

/** The refusal of an argument that makes no sense. */
export function invalidArgument(name: string, value: string): OosFault {
  return new OosFault('InvalidArgument', `Invalid ${name}: ${value}`)
}
