import { droppedFiles, type FileWithPath } from '@oos-js/web'
import { button } from './dom/button.ts'
import { element } from './dom/element.ts'
import { icon } from './dom/icon.ts'
import { live } from './dom/live.ts'
import { texts } from './language/language.ts'

/** Where files come in: dropped, or chosen by hand. */
export function createDropZone(take: (files: readonly FileWithPath[]) => void): HTMLElement {
  const title = element('p', { className: 'drop-title' })
  const problem = element('p', { className: 'problem', role: 'alert', hidden: true })
  const zone = element(
    'section',
    { className: 'drop', label: () => texts().upload },
    icon('upload'),
    title,
    element(
      'div',
      { className: 'buttons' },
      chooser(() => texts().chooseFiles, { multiple: true }, take, 'main'),
      chooser(() => texts().chooseFolder, { webkitdirectory: true }, take),
    ),
    element('p', { className: 'hint', text: () => texts().dropHint }),
    problem,
  )
  const render = (): void => {
    title.textContent = zone.classList.contains('over') ? texts().dropNow : texts().drop
  }
  live(title, render)
  const over = (isOver: boolean): void => {
    zone.classList.toggle('over', isOver)
    render()
  }
  // All of the page takes files: letting go beside the zone would open the file instead.
  document.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    over(true)
  })
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) over(false)
  })
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    over(false)
    problem.hidden = true
    droppedFiles(event.dataTransfer).then(take, (error: unknown) => {
      problem.textContent = String(error)
      problem.hidden = false
    })
  })
  return zone
}

/** A button that opens the browser's own dialogue. */
function chooser(
  text: () => string,
  properties: { multiple?: boolean; webkitdirectory?: boolean },
  take: (files: readonly FileWithPath[]) => void,
  look?: 'main',
): HTMLElement {
  const input = element('input', {
    type: 'file',
    hidden: true,
    ...properties,
    onchange() {
      const files = [...(input.files ?? [])]
      // Else choosing the same file again would change nothing.
      input.value = ''
      take(files.map((file) => ({ file, path: file.webkitRelativePath || file.name })))
    },
  })
  const open = button({ text, ...(look && { look }), onclick: () => input.click() })
  return element('span', {}, open, input)
}
