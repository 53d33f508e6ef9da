import { remembered } from '../remembered.ts'
import { chinese } from './chinese.ts'
import { english, type Texts } from './english.ts'

/** The languages of the page, as `lang` has them. */
export type Language = 'en' | 'zh-CN'

const dictionaries: Record<Language, Texts> = { en: english, 'zh-CN': chinese }
const memory = remembered('language')
const changed = new EventTarget()

let language: Language =
  memory.get() === 'zh-CN' || (memory.get() === undefined && navigator.language.startsWith('zh'))
    ? 'zh-CN'
    : 'en'
document.documentElement.lang = language

/** The language of the moment. */
export function currentLanguage(): Language {
  return language
}

/** The texts of the moment; what is shown for long asks again after {@link onLanguageChange}. */
export function texts(): Texts {
  return dictionaries[language]
}

/** Speaks the other language from now on. */
export function switchLanguage(): void {
  language = language === 'en' ? 'zh-CN' : 'en'
  memory.set(language)
  document.documentElement.lang = language
  changed.dispatchEvent(new Event('change'))
}

/** Calls after each change. */
export function onLanguageChange(listener: () => void): void {
  changed.addEventListener('change', listener)
}
