import type { Owner } from '../state.js'
import { element, type Element } from '../xml.js'

/** An owner or initiator, as several answers write it. */
export function ownerElement(name: 'Owner' | 'Initiator', owner: Owner | undefined): Element {
  return element(
    name,
    element('ID', owner?.id ?? ''),
    element('DisplayName', owner?.displayName ?? ''),
  )
}

/** When a copy was made. The vendor's sample has neither a fraction nor a time zone. */
export function copiedAt(now: number): Element {
  return element('LastModified', new Date(now).toISOString().slice(0, 19))
}
