import type { Conditions } from '../protocol.ts'
import { announce } from './dom/announce.ts'
import { button } from './dom/button.ts'
import { element, type Text } from './dom/element.ts'
import { formatBytes } from './language/format.ts'
import { texts } from './language/language.ts'
import { server } from './server.ts'

/** Bytes a second to choose from; 0 is no limit. */
const speeds = [0, 20_000_000, 10_000_000, 2_000_000]

const switches = ['slowDown', 'cut', 'stall', 'hideETag', 'skew'] as const
type Switch = (typeof switches)[number]

/** What makes the service and the line worse, by way of the page's server. */
export function createTroublePanel(before: Conditions): HTMLElement {
  let conditions = before
  const change = async (some: Partial<Conditions>): Promise<void> => {
    conditions = { ...conditions, ...some }
    await server.setConditions(conditions)
  }
  return element(
    'section',
    { className: 'card', attributes: { 'aria-labelledby': 'trouble-title' } },
    element('h2', { id: 'trouble-title', text: () => texts().trouble }),
    element('p', { className: 'hint', text: () => texts().troubleHint }),
    element(
      'label',
      { className: 'field' },
      element('span', { text: () => texts().speed }),
      speedChoice(conditions.bytesPerSecond, (bytesPerSecond) => void change({ bytesPerSecond })),
    ),
    ...switches.map((name) =>
      toggle(name, conditions[name], (checked) => void change({ [name]: checked })),
    ),
    action(
      () => texts().endKeys,
      () => texts().endKeysHint,
      () => {
        void server.endKeys().then(() => announce(texts().keysEnded))
      },
    ),
    action(
      () => texts().reload,
      () => texts().reloadHint,
      () => {
        location.reload()
      },
    ),
  )
}

function speedChoice(before: number, take: (speed: number) => void): HTMLSelectElement {
  const choice = element(
    'select',
    { onchange: () => take(Number(choice.value)) },
    ...speeds.map((speed) =>
      element('option', {
        value: String(speed),
        selected: speed === before,
        text: () => (speed === 0 ? texts().unlimited : texts().perSecond(formatBytes(speed))),
      }),
    ),
  )
  return choice
}

function toggle(name: Switch, checked: boolean, take: (checked: boolean) => void): HTMLElement {
  const hint = `${name}-hint`
  const input = element('input', {
    type: 'checkbox',
    role: 'switch',
    checked,
    onchange: () => take(input.checked),
    attributes: { 'aria-describedby': hint },
  })
  return element(
    'div',
    { className: 'switch' },
    element('label', {}, input, element('span', { text: () => texts()[name] })),
    element('p', { id: hint, className: 'hint', text: () => texts()[`${name}Hint`] }),
  )
}

function action(text: Text, hint: Text, onclick: () => void): HTMLElement {
  return element(
    'div',
    { className: 'action' },
    button({ text, look: 'danger', onclick }),
    element('p', { className: 'hint', text: hint }),
  )
}
