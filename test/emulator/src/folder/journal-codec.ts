import type { Change } from '../change.js'

/** Writes a change as one line of JSON, without the line feed. */
export function encode(change: Change): string {
  return JSON.stringify(change, (_, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] }
    if (typeof value === 'object' && value !== null && !isPlain(value)) {
      throw new TypeError(`A ${value.constructor.name} cannot be written down.`)
    }
    return value
  })
}

/** Reads such a line; throws if it is none. */
export function decode(line: string): Change {
  const change = JSON.parse(line, (_, value: unknown) => {
    const isMap = typeof value === 'object' && value !== null && '$map' in value
    return isMap ? new Map(value.$map as [unknown, unknown][]) : value
  }) as Change
  if (typeof change !== 'object' || typeof change.type !== 'string') {
    throw new SyntaxError('The line is not a change.')
  }
  return change
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
}
