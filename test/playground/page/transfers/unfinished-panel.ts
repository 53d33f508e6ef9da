import type { Checkpoint } from '@oos-js/web'
import { announce } from '../dom/announce.ts'
import { button } from '../dom/button.ts'
import { element } from '../dom/element.ts'
import { formatBytes, formatTime } from '../language/format.ts'
import { texts } from '../language/language.ts'
import { createProgressBar } from './progress-bar.ts'

/** What can be done about uploads that the page did not finish before it was closed. */
export interface UnfinishedActions {
  /** Those that nobody goes on with at present. */
  list(): Promise<readonly Checkpoint[]>
  /** Bytes that the service has; undefined if it does not know the upload. */
  confirmed(checkpoint: Checkpoint): Promise<number | undefined>
  /** Goes on, if it is the same file; tells whether it is. */
  resume(checkpoint: Checkpoint, file: File): Promise<boolean>
  /** Removes the parts and forgets the upload. */
  discard(checkpoint: Checkpoint): Promise<void>
}

/** The list as it is shown. */
export interface UnfinishedPanel {
  readonly element: HTMLElement
  refresh(): Promise<void>
}

/** Makes the list; it is not to be seen while there is nothing in it. */
export function createUnfinishedPanel(actions: UnfinishedActions): UnfinishedPanel {
  const list = element('ul', { className: 'transfers' })
  const panel = element(
    'section',
    {
      className: 'card unfinished',
      hidden: true,
      attributes: { 'aria-labelledby': 'unfinished-title' },
    },
    element('h2', { id: 'unfinished-title', text: () => texts().unfinished }),
    element('p', { className: 'hint', text: () => texts().unfinishedHint }),
    list,
  )
  const refresh = async (): Promise<void> => {
    const found = await actions.list()
    const rows = await Promise.all(
      found.map(async (checkpoint) => {
        const confirmed = await actions.confirmed(checkpoint).catch(() => undefined)
        return unfinishedRow(checkpoint, confirmed, actions, refresh)
      }),
    )
    list.replaceChildren(...rows)
    panel.hidden = rows.length === 0
  }
  return { element: panel, refresh }
}

function unfinishedRow(
  checkpoint: Checkpoint,
  confirmed: number | undefined,
  actions: UnfinishedActions,
  refresh: () => Promise<void>,
): HTMLElement {
  const { key, size, createdAt } = checkpoint
  const words = (): string =>
    confirmed === undefined
      ? texts().gone
      : texts().onServer(formatBytes(confirmed), formatBytes(size))
  const bar = createProgressBar(() => key)
  const fraction = (confirmed ?? 0) / (size || 1)
  bar.show({ confirmed: fraction, loaded: fraction, tone: 'still', words: words() })
  const problem = element('p', { className: 'problem', role: 'alert', hidden: true })
  const input = element('input', {
    type: 'file',
    hidden: true,
    onchange() {
      const [file] = input.files ?? []
      input.value = ''
      if (file === undefined) return
      void actions.resume(checkpoint, file).then(async (isSame) => {
        problem.hidden = isSame
        problem.textContent = texts().otherFile
        if (isSame) await refresh()
      })
    },
  })
  const choose = button({
    icon: 'resume',
    text: () => texts().chooseAgain,
    label: () => texts().named(texts().chooseAgain, key),
    look: 'main',
    onclick: () => input.click(),
  })
  const discard = button({
    icon: 'trash',
    text: () => texts().discard,
    label: () => texts().named(texts().discard, key),
    look: 'quiet',
    onclick() {
      actions.discard(checkpoint).then(
        async () => {
          announce(texts().announced(key, texts().discarded))
          await refresh()
        },
        (error: unknown) => {
          problem.textContent = String(error)
          problem.hidden = false
        },
      )
    },
  })
  return element(
    'li',
    { className: 'transfer' },
    element(
      'div',
      { className: 'transfer-head' },
      element('span', { className: 'name', text: key }),
    ),
    bar.element,
    element(
      'p',
      { className: 'facts-line' },
      element('span', { text: words }),
      element('span', { text: () => texts().beganAt(formatTime(new Date(createdAt))) }),
    ),
    problem,
    element('div', { className: 'buttons' }, choose, discard, input),
  )
}
