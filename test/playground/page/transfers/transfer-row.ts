import { announce } from '../dom/announce.ts'
import { button, iconButton } from '../dom/button.ts'
import { element } from '../dom/element.ts'
import { icon } from '../dom/icon.ts'
import { live } from '../dom/live.ts'
import { texts } from '../language/language.ts'
import { problemInWords, progressInWords, stateInWords, toneOf } from './describe.ts'
import { createFileList } from './file-list.ts'
import { createProgressBar, type BarState } from './progress-bar.ts'
import type { Transfer } from './transfer.ts'

/** What the buttons of a row do beyond the transfer itself. */
export interface RowActions {
  retry(): void
  remove(): void
}

/** The row of a transfer; it follows the transfer by itself. */
export function createTransferRow(transfer: Transfer, actions: RowActions): HTMLElement {
  const { task, key, kind } = transfer
  const badge = element('span', { className: 'badge' })
  const bar = createProgressBar(() => key)
  const facts = element('p', { className: 'facts-line' })
  const files = createFileList()
  const trouble = element('p', { className: 'problem', hidden: true })
  const named = (action: 'pause' | 'resume' | 'abort' | 'remove') => () =>
    texts().named(texts()[action], key)

  const pause = iconButton('pause', named('pause'), () => {
    task.pause()
    resume.focus()
  })
  const resume = iconButton('resume', named('resume'), () => {
    task.resume()
    pause.focus()
  })
  const abort = iconButton('abort', named('abort'), () => {
    // What could not be removed is told by the row.
    task.abort().catch(() => undefined)
  })
  const retry = button({
    icon: 'retry',
    text: () => texts().retry,
    label: () => texts().named(texts().retry, key),
    onclick: actions.retry,
  })
  const remove = iconButton('trash', named('remove'), actions.remove)

  const row = element(
    'li',
    { className: 'transfer' },
    element(
      'div',
      { className: 'transfer-head' },
      icon(kind),
      element('div', { className: 'name' }, element('span', { text: key }), badge),
      element('span', { className: 'transfer-buttons' }, retry, pause, resume, abort, remove),
    ),
    bar.element,
    facts,
    files.element,
    trouble,
  )

  let before = task.getSnapshot().state
  const render = (): void => {
    const { state } = task.getSnapshot()
    const words = progressInWords(transfer)
    row.dataset['state'] = toneOf(transfer)
    badge.textContent = stateInWords(transfer)
    facts.replaceChildren(...words.map((text) => element('span', { text })))
    bar.show(barState(transfer, words.join(', ')))
    files.show(transfer)
    pause.hidden = state !== 'running'
    resume.hidden = state !== 'paused'
    abort.hidden = state === 'done' || state === 'aborted'
    retry.hidden = state !== 'failed'
    remove.hidden = state !== 'done' && state !== 'aborted'
    const problem = problemInWords(transfer)
    trouble.hidden = problem === undefined
    trouble.textContent = problem ?? ''
    if (state !== before) announce(texts().announced(key, badge.textContent))
    before = state
  }
  live(row, render)
  task.subscribe(render)
  return row
}

const tones: Record<string, BarState['tone']> = {
  running: 'active',
  completing: 'active',
  done: 'good',
  failed: 'bad',
}

function barState({ kind, task }: Transfer, words: string): BarState {
  const { state, progress } = task.getSnapshot()
  const { total = 0, confirmed, fraction = 0 } = progress
  // What has come of a download is here.
  const safe = kind === 'download' || state === 'done' ? fraction : confirmed / (total || 1)
  return { confirmed: safe, loaded: Math.max(fraction, safe), words, tone: tones[state] ?? 'still' }
}
