import { fault } from '../fault.js'
import type { Call } from '../middleware.js'

/** Turns an element's text into what the shape says it is; a missing element has no text. */
export function decodeScalar(
  text: string | undefined,
  kind: string,
  member: string,
  call: Call,
): unknown {
  const type = kind.replace('?', '')
  // An optional element that is empty says no more than one that is missing.
  if (!text && type !== kind) return undefined
  if (type === 'string') return text ?? ''
  if (type === 'boolean') return /true/i.test(text ?? '')
  const value = type === 'number' ? Number(text) : type === 'date' ? parseDate(text) : text
  if (!text || (type !== 'id' && Number.isNaN(Number(value)))) {
    throw fault(call, { code: 'InvalidResponse', message: `no valid ${member}` })
  }
  return value
}

/** OOS sends some dates without a zone, and one document shows a blank in the middle; all are UTC. */
function parseDate(text = ''): Date {
  const compact = text.replace(/\s/g, '')
  return new Date(compact + (/\d$/.test(compact) ? 'Z' : ''))
}
