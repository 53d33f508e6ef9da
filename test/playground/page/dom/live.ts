import { onLanguageChange } from '../language/language.ts'

const mark = 'data-live'
const renderers = new WeakMap<Element, (() => void)[]>()

/** Renders now, and again whenever the language changes while the element is in the page. */
export function live(element: Element, render: () => void): void {
  element.setAttribute(mark, '')
  const all = renderers.get(element) ?? []
  renderers.set(element, [...all, render])
  render()
}

onLanguageChange(() => {
  for (const element of document.querySelectorAll(`[${mark}]`)) {
    for (const render of renderers.get(element) ?? []) render()
  }
})
