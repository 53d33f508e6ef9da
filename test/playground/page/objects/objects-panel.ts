import { button, iconButton } from '../dom/button.ts'
import { element } from '../dom/element.ts'
import { live } from '../dom/live.ts'
import { formatBytes, formatTime } from '../language/format.ts'
import { texts } from '../language/language.ts'
import type { ObjectEntry, ObjectPage } from './object-pages.ts'

/** What can be done with the objects of the list. */
export interface ObjectActions {
  /** Begins the list anew. */
  list(): AsyncGenerator<ObjectPage>
  download(object: ObjectEntry): void
  delete(object: ObjectEntry): Promise<void>
}

/** The list as it is shown. */
export interface ObjectsPanel {
  readonly element: HTMLElement
  /** Lists anew. */
  refresh(): Promise<void>
}

/** Makes the list, empty; {@link ObjectsPanel.refresh} fills it. */
export function createObjectsPanel(actions: ObjectActions): ObjectsPanel {
  let listing = actions.list()
  let isMore = false
  const title = element('h2', { id: 'objects-title', tabIndex: -1, text: () => texts().objects })
  const rows = element('tbody')
  const table = element(
    'table',
    { attributes: { 'aria-labelledby': 'objects-title' } },
    tableHead(),
    rows,
  )
  const empty = element('p', { className: 'empty', text: () => texts().noObjects })
  const shown = element('p', { className: 'hint' })
  const problem = element('p', { className: 'problem', role: 'alert', hidden: true })

  const render = (): void => {
    const count = rows.childElementCount
    table.hidden = shown.hidden = count === 0
    empty.hidden = count > 0
    more.hidden = !isMore
    shown.textContent = texts().shown(count, isMore)
  }
  const turn = async (): Promise<void> => {
    problem.hidden = true
    try {
      const { value, done } = await listing.next()
      if (done) return
      isMore = value.more
      rows.append(...value.objects.map((object) => objectRow(object, actions, remove)))
    } catch (error) {
      problem.textContent = String(error)
      problem.hidden = false
    }
    render()
  }
  const refresh = async (): Promise<void> => {
    listing = actions.list()
    rows.replaceChildren()
    isMore = false
    await turn()
  }
  const remove = async (object: ObjectEntry): Promise<void> => {
    await actions.delete(object)
    await refresh()
    // The button that had the focus has gone.
    title.focus()
  }
  const more = button({ icon: 'more', text: () => texts().more, onclick: () => void turn() })
  const again = button({
    icon: 'refresh',
    text: () => texts().refresh,
    look: 'quiet',
    onclick: () => void refresh(),
  })
  live(shown, render)
  return {
    refresh,
    element: element(
      'section',
      { className: 'card', attributes: { 'aria-labelledby': 'objects-title' } },
      element('header', { className: 'card-head' }, title, again),
      problem,
      empty,
      table,
      element('div', { className: 'table-end' }, shown, more),
    ),
  }
}

function tableHead(): HTMLElement {
  return element(
    'thead',
    {},
    element(
      'tr',
      {},
      element('th', { scope: 'col', text: () => texts().name }),
      element('th', { scope: 'col', className: 'number', text: () => texts().size }),
      element('th', { scope: 'col', className: 'date', text: () => texts().modified }),
      element(
        'th',
        { scope: 'col' },
        element('span', { className: 'unseen', text: () => texts().actions }),
      ),
    ),
  )
}

function objectRow(
  object: ObjectEntry,
  { download }: ObjectActions,
  remove: (object: ObjectEntry) => Promise<void>,
): HTMLElement {
  const { Key, Size, LastModified } = object
  const named = (action: 'download' | 'remove_object') => () => texts().named(texts()[action], Key)
  return element(
    'tr',
    {},
    element('th', { scope: 'row', text: Key }),
    element('td', { className: 'number', text: () => formatBytes(Size) }),
    element('td', { className: 'date', text: () => formatTime(LastModified) }),
    element(
      'td',
      { className: 'row-buttons' },
      iconButton('download', named('download'), () => download(object)),
      iconButton('trash', named('remove_object'), () => void remove(object)),
    ),
  )
}
