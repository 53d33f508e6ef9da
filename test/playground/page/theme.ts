import { remembered } from './remembered.ts'

/** How the page looks. */
export type Theme = 'light' | 'dark'

const memory = remembered('theme')
const system = matchMedia('(prefers-color-scheme: dark)')

/** Shows the theme that was chosen before; without one the page looks as the system does. */
export function restoreTheme(): void {
  const chosen = memory.get()
  if (chosen === 'light' || chosen === 'dark') show(chosen)
}

/** The theme to be seen. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return (chosen as Theme | undefined) ?? (system.matches ? 'dark' : 'light')
}

/** Shows the other theme, and remembers that. */
export function switchTheme(): void {
  const theme = currentTheme() === 'dark' ? 'light' : 'dark'
  memory.set(theme)
  show(theme)
}

/** Calls when the system changes its mind. */
export function onSystemTheme(listener: () => void): void {
  system.addEventListener('change', listener)
}

function show(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
}
