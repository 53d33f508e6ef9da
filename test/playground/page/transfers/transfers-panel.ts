import { button } from '../dom/button.ts'
import { element } from '../dom/element.ts'
import { live } from '../dom/live.ts'
import { texts } from '../language/language.ts'
import { createProgressBar } from './progress-bar.ts'
import { createTransferRow } from './transfer-row.ts'
import { hasEnded, type Transfer } from './transfer.ts'
import type { Transfers } from './transfers.ts'

/** The list of transfers, with what they are together. */
export function createTransfersPanel(transfers: Transfers): HTMLElement {
  const title = element('h2', {
    id: 'transfers-title',
    // Gets the focus when the row that had it has gone.
    tabIndex: -1,
    text: () => texts().transfers,
  })
  const rows = new Map<Transfer, HTMLElement>()
  const list = element('ul', { className: 'transfers' })
  const empty = element('p', { className: 'empty', text: () => texts().noTransfers })
  const total = element('p', { className: 'hint' })
  const bar = createProgressBar(() => texts().overallProgress)
  const pauseAll = button({
    icon: 'pause',
    text: () => texts().pauseAll,
    look: 'quiet',
    onclick: transfers.pauseAll,
  })
  const resumeAll = button({
    icon: 'resume',
    text: () => texts().resumeAll,
    look: 'quiet',
    onclick: transfers.resumeAll,
  })
  const clear = button({
    text: () => texts().clearFinished,
    look: 'quiet',
    onclick() {
      transfers.clearFinished()
      title.focus()
    },
  })
  const rowOf = (transfer: Transfer): HTMLElement =>
    createTransferRow(transfer, {
      retry: () => transfers.retry(transfer),
      remove() {
        transfers.remove(transfer)
        title.focus()
      },
    })

  const showRows = (): void => {
    for (const [transfer, row] of rows) {
      if (transfers.all.includes(transfer)) continue
      row.remove()
      rows.delete(transfer)
    }
    for (const transfer of transfers.all) {
      if (rows.has(transfer)) continue
      const row = rowOf(transfer)
      rows.set(transfer, row)
      list.append(row)
    }
  }
  const together = element('div', { className: 'together' }, bar.element, total)
  const render = (): void => {
    showRows()
    const { all } = transfers
    const has = (state: string): boolean =>
      all.some(({ task }) => task.getSnapshot().state === state)
    empty.hidden = all.length > 0
    together.hidden = all.length < 2
    pauseAll.hidden = all.length < 2 || !has('running')
    resumeAll.hidden = all.length < 2 || !has('paused')
    clear.hidden = !all.some(hasEnded)
    const words = texts().overall(all.filter(({ task }) => isDone(task)).length, all.length)
    total.textContent = words
    bar.show({ ...sumOf(all), words, tone: has('running') ? 'active' : 'still' })
  }
  const panel = element(
    'section',
    { className: 'card', attributes: { 'aria-labelledby': 'transfers-title' } },
    element(
      'header',
      { className: 'card-head' },
      title,
      element('div', { className: 'buttons' }, pauseAll, resumeAll, clear),
    ),
    together,
    empty,
    list,
  )
  live(panel, render)
  transfers.watch(render)
  return panel
}

function isDone(task: Transfer['task']): boolean {
  return task.getSnapshot().state === 'done'
}

function sumOf(all: readonly Transfer[]): { loaded: number; confirmed: number } {
  let [total, loaded, confirmed] = [0, 0, 0]
  for (const { task } of all) {
    const { progress } = task.getSnapshot()
    total += progress.total ?? progress.loaded
    loaded += progress.loaded
    confirmed += progress.confirmed
  }
  return { loaded: loaded / (total || 1), confirmed: confirmed / (total || 1) }
}
