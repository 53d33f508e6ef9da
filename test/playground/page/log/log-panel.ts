import { button } from '../dom/button.ts'
import { element } from '../dom/element.ts'
import { texts } from '../language/language.ts'
import type { LoggedRequest } from './request-log.ts'

/** The list of requests as it is shown. */
export interface LogPanel {
  readonly element: HTMLElement
  /** Shows one more, on top. */
  add(request: LoggedRequest): void
}

/** Older ones are forgotten. */
const kept = 200

/** Makes the list, empty. */
export function createLogPanel(): LogPanel {
  const empty = element('p', { className: 'empty', text: () => texts().noRequests })
  // Not announced: hundreds of lines a minute are nothing to be read aloud.
  const list = element('ol')
  const scroller = element(
    'div',
    {
      className: 'log',
      role: 'group',
      label: () => texts().log,
      // The keyboard has to reach it, to scroll it.
      tabIndex: 0,
      hidden: true,
    },
    list,
  )
  const clear = button({
    text: () => texts().clear,
    label: () => texts().named(texts().clear, texts().log),
    look: 'quiet',
    onclick() {
      list.replaceChildren()
      scroller.hidden = true
      empty.hidden = false
    },
  })
  return {
    element: element(
      'section',
      { className: 'card', attributes: { 'aria-labelledby': 'log-title' } },
      element(
        'header',
        { className: 'card-head' },
        element('h2', { id: 'log-title', text: () => texts().log }),
        clear,
      ),
      element('p', { className: 'hint', text: () => texts().logHint }),
      empty,
      scroller,
    ),
    add(request) {
      list.prepend(entry(request))
      if (list.childElementCount > kept) list.lastElementChild?.remove()
      scroller.hidden = false
      empty.hidden = true
    },
  }
}

function entry({ operation, part, attempt, status, milliseconds, line }: LoggedRequest) {
  const outcome = status === undefined ? 'lost' : status < 400 ? 'good' : 'bad'
  return element(
    'li',
    {},
    element('span', {
      className: `status ${outcome}`,
      text: () => (status === undefined ? texts().noAnswer : String(status)),
    }),
    element('strong', { text: operation }),
    ...(part === undefined ? [] : [element('span', { text: () => texts().part(part) })]),
    ...(attempt < 2 ? [] : [element('span', { text: () => texts().attempt(attempt) })]),
    element('span', { className: 'time', text: `${milliseconds} ms` }),
    element('code', { text: line }),
  )
}
