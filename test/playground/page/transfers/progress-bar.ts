import { element } from '../dom/element.ts'
import { formatPercent } from '../language/format.ts'
import { texts } from '../language/language.ts'

/** What a bar shows, as fractions from 0 to 1. */
export interface BarState {
  /** What is safe. */
  readonly confirmed: number
  /** What is on its way or has arrived; never less than `confirmed`. */
  readonly loaded: number
  readonly tone: 'active' | 'still' | 'good' | 'bad'
  /** The same in words, for those who do not see the bar. */
  readonly words: string
}

/** A bar that tells what is confirmed from what has only left. */
export interface ProgressBar {
  readonly element: HTMLElement
  show(state: BarState): void
}

/** Makes a bar. */
export function createProgressBar(label: () => string): ProgressBar {
  const loaded = element('div', { className: 'bar-loaded' })
  const confirmed = element('div', { className: 'bar-confirmed' })
  const bar = element(
    'div',
    {
      className: 'bar',
      role: 'progressbar',
      label,
      attributes: { 'aria-valuemin': '0', 'aria-valuemax': '100' },
    },
    loaded,
    confirmed,
  )
  return {
    element: bar,
    show(state) {
      bar.dataset['tone'] = state.tone
      loaded.style.inlineSize = `${state.loaded * 100}%`
      confirmed.style.inlineSize = `${state.confirmed * 100}%`
      bar.ariaValueNow = String(Math.floor(state.loaded * 100))
      bar.ariaValueText = texts().percent(state.words, formatPercent(state.loaded))
    },
  }
}
