import { element, type Text } from './element.ts'
import { icon, type IconName } from './icon.ts'

/** What a button does, and how it looks. */
export interface ButtonOptions {
  readonly icon?: IconName
  readonly text: Text
  /** Where the text alone does not say what it is about. */
  readonly label?: Text
  readonly look?: 'main' | 'quiet' | 'danger'
  readonly onclick: () => void
}

/** A button with words, and with an icon if there is one. */
export function button({
  icon: name,
  text,
  label,
  look,
  onclick,
}: ButtonOptions): HTMLButtonElement {
  return element(
    'button',
    { className: `button ${look ?? ''}`, onclick, ...(label !== undefined && { label }) },
    ...(name === undefined ? [] : [icon(name)]),
    element('span', { text }),
  )
}

/** A button that is an icon; its label says everything. */
export function iconButton(name: IconName, label: Text, onclick: () => void): HTMLButtonElement {
  return element('button', { className: 'icon-button', label, title: label, onclick }, icon(name))
}
