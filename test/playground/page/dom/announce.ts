import { element } from './element.ts'

/** What screen readers say of what happened elsewhere; it is not to be seen. */
export const liveRegion = element('p', {
  className: 'unseen',
  role: 'status',
  attributes: { 'aria-live': 'polite' },
})

/** Says something to those who cannot see it happen. */
export function announce(words: string): void {
  // The same words twice would be no change.
  liveRegion.textContent = words === liveRegion.textContent ? `${words} ` : words
}
