import { fault } from '../fault.js'
import type { Call } from '../middleware.js'

/** Turns an element's text into what the shape says it is; a missing element has no text. */
export function decodeScalar(text = '', kind: string, member: string, call: Call): unknown {
  const type = kind.replace('?', '')
  const optional = type !== kind
  if (type === 'string' && (text || !optional)) return text
  if (text && type === 'id') return text
  if (text.trim()) {
    if (type === 'boolean' && /^(true|false)$/i.test(text)) return /t/i.test(text)
    const value = type === 'number' ? Number(text) : parseDate(text)
    if (!Number.isNaN(Number(value))) return value
  }
  // An optional element that is empty or unreadable says no more than one that is missing.
  if (optional) return undefined
  throw fault(call, { code: 'InvalidResponse', message: `no valid ${member}` })
}

/** OOS sends some dates without a zone, and one document shows a blank in the middle; all are UTC. */
function parseDate(text: string): Date {
  const compact = text.replace(/\s/g, '')
  return new Date(compact + (/Z|[+-]\d\d:?\d\d$/.test(compact) ? '' : 'Z'))
}
