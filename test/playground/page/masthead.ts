import type { Place } from '../protocol.ts'
import type { Clients, Signing } from './clients.ts'
import { element } from './dom/element.ts'
import { icon } from './dom/icon.ts'
import { live } from './dom/live.ts'
import { currentLanguage, switchLanguage, texts } from './language/language.ts'
import { currentTheme, onSystemTheme, switchTheme } from './theme.ts'

/** The top of the page: what it is, in which language and colours, and who signs. */
export function createMasthead(place: Place, clients: Clients, changed: () => void): HTMLElement {
  return element(
    'header',
    { className: 'masthead' },
    element(
      'div',
      { className: 'brand' },
      icon('upload'),
      element('h1', { text: () => texts().title }),
      element('p', { text: () => texts().tagline }),
    ),
    element('div', { className: 'preferences' }, languageButton(), themeButton()),
    element(
      'div',
      { className: 'session' },
      signingChoice(clients, changed),
      element(
        'dl',
        { className: 'facts' },
        element('dt', { text: () => texts().endpoint }),
        element('dd', { text: place.endpoint }),
        element('dt', { text: () => texts().bucket }),
        element('dd', { text: place.bucket }),
      ),
    ),
  )
}

function languageButton(): HTMLElement {
  const button = element('button', {
    className: 'button quiet',
    text: () => texts().otherLanguage,
    onclick: switchLanguage,
  })
  // Its word is of the other language, and to be read as that.
  live(button, () => (button.lang = currentLanguage() === 'en' ? 'zh-CN' : 'en'))
  return button
}

function themeButton(): HTMLElement {
  const button = element('button', { className: 'icon-button' })
  const render = (): void => {
    const other = currentTheme() === 'dark' ? 'light' : 'dark'
    button.replaceChildren(icon(other))
    button.ariaLabel = button.title = texts()[other]
  }
  live(button, render)
  onSystemTheme(render)
  button.onclick = () => {
    switchTheme()
    render()
  }
  return button
}

function signingChoice(clients: Clients, changed: () => void): HTMLElement {
  const hint = element('p', { className: 'hint' })
  const showHint = (): void => {
    const { signedByServerHint, signedWithKeysHint } = texts()
    hint.textContent = clients.signing() === 'server' ? signedByServerHint : signedWithKeysHint
  }
  live(hint, showHint)
  const option = (signing: Signing, text: () => string): HTMLElement => {
    const input = element('input', {
      type: 'radio',
      name: 'signing',
      value: signing,
      checked: clients.signing() === signing,
      onchange() {
        clients.setSigning(signing)
        showHint()
        changed()
      },
    })
    return element('label', {}, input, element('span', { text }))
  }
  return element(
    'fieldset',
    { className: 'choice' },
    element('legend', { text: () => texts().signing }),
    element(
      'div',
      {},
      option('server', () => texts().signedByServer),
      option('keys', () => texts().signedWithKeys),
    ),
    hint,
  )
}
