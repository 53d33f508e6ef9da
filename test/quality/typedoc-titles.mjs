// A plugin of typedoc: guides are called by their titles, in the order of the index, and Chinese can be searched.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { RendererEvent } from 'typedoc'

const docs = join(import.meta.dirname, '../../docs')
const lunr = createRequire(import.meta.resolve('typedoc'))('lunr')

/** @param {import('typedoc').Application} app */
export function load(app) {
  // Addresses are made of the names of files by then, and stay.
  app.renderer.on(RendererEvent.BEGIN, ({ project }) => {
    const files = new Map(project.documents.map((document) => [document, `${document.name}.md`]))
    const order = [...listed('README.md'), 'README.zh-CN.md', ...listed('zh-CN/README.md')]
    const place = (child) => {
      const file = files.get(child)
      return file === undefined ? Infinity : order.indexOf(file)
    }
    for (const [document, file] of files) document.name = nameOf(file)
    project.documents.sort((a, b) => place(a) - place(b))
    project.childrenIncludingDocuments.sort((a, b) => place(a) - place(b) || 0)
  })

  // The trimmer of lunr knows no letters but A to Z, and would leave nothing of 上传.
  lunr.trimmer = Object.assign(
    (token) => token.update((text) => text.replace(/^[^\p{L}\p{N}@]+|[^\p{L}\p{N}]+$/gu, '')),
    { label: 'trimmer' },
  )
}

/** An index and the pages that it lists, as paths below docs. */
function listed(index) {
  const folder = index.replace('README.md', '')
  const links = readFileSync(join(docs, index), 'utf8').matchAll(/\]\(([\w./-]+\.md)\)/g)
  const pages = [...links].map(([, link]) => join(folder, link))
  return [index, ...pages.filter((page) => !page.startsWith('zh-CN/') || folder !== '')]
}

function nameOf(file) {
  const [, title] = /^# (.*)$/m.exec(readFileSync(join(docs, file), 'utf8'))
  return /zh-CN/.test(file) ? `中文/${title}` : title
}
