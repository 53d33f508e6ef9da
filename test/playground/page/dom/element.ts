import { live } from './live.ts'

/** A text, or a function that gives it in the language of the moment. */
export type Text = string | (() => string)

/** What an element says, and attributes that are no properties. */
export interface Words {
  /** Its content; told anew when the language changes. */
  readonly text?: Text
  /** Its name for those who do not see it. */
  readonly label?: Text
  readonly title?: Text
  readonly attributes?: Readonly<Record<string, string>>
}

/** Properties of its own that can be set as they are. */
type Settable<Tag extends keyof HTMLElementTagNameMap> = {
  readonly [
    Name in Exclude<keyof HTMLElementTagNameMap[Tag], keyof Words | 'children' | 'style'>
  ]?: HTMLElementTagNameMap[Tag][Name]
}

/**
 * Makes an element.
 *
 * @example
 * element('button', { text: () => texts().pause, onclick: pause })
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties?: Words & Settable<Tag>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const { text, label, title, attributes = {}, ...own }: Words = properties ?? {}
  const made = document.createElement(tag)
  Object.assign(made, tag === 'button' && { type: 'button' }, own)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  inWords(made, text, (words) => (made.textContent = words))
  inWords(made, label, (words) => (made.ariaLabel = words))
  inWords(made, title, (words) => (made.title = words))
  made.append(...children)
  return made
}

function inWords(made: Element, text: Text | undefined, set: (words: string) => void): void {
  if (typeof text === 'string') set(text)
  if (typeof text !== 'function') return
  live(made, () => {
    set(text())
  })
}
