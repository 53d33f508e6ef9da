import { element } from '../dom/element.ts'
import { formatPercent } from '../language/format.ts'
import type { Transfer } from './transfer.ts'

/** The files of a folder that are under way, each with how far it has come. */
export interface FileList {
  readonly element: HTMLElement
  show(transfer: Transfer): void
}

/** Makes the list; it is not to be seen while nothing is under way. */
export function createFileList(): FileList {
  const list = element('ul', { className: 'files', hidden: true })
  return {
    element: list,
    show({ task }) {
      const { underWay = [] } = task.getSnapshot()
      list.hidden = underWay.length === 0
      list.replaceChildren(
        ...underWay.map(({ path, progress }) =>
          element(
            'li',
            {},
            element('span', { className: 'path', text: path }),
            element('span', { text: formatPercent(progress.fraction ?? 0) }),
          ),
        ),
      )
    },
  }
}
