import { DeleteObjectCommand } from '@oos-js/commands'
import { indexedDbStore } from '@oos-js/web'
import { createClients } from './clients.ts'
import { announce, liveRegion } from './dom/announce.ts'
import { element } from './dom/element.ts'
import { live } from './dom/live.ts'
import { createDropZone } from './drop-zone.ts'
import { texts } from './language/language.ts'
import { createLogPanel } from './log/log-panel.ts'
import { watchRequests } from './log/request-log.ts'
import { createMasthead } from './masthead.ts'
import { objectPages } from './objects/object-pages.ts'
import { createObjectsPanel } from './objects/objects-panel.ts'
import { server } from './server.ts'
import { restoreTheme } from './theme.ts'
import { downloadTransfer } from './transfers/download-transfer.ts'
import { folderTransfer } from './transfers/folder-transfer.ts'
import { groupFiles } from './transfers/group-files.ts'
import { createTransfers } from './transfers/transfers.ts'
import { createTransfersPanel } from './transfers/transfers-panel.ts'
import { createUnfinishedActions } from './transfers/unfinished-uploads.ts'
import { createUnfinishedPanel } from './transfers/unfinished-panel.ts'
import { uploadTransfer } from './transfers/upload-transfer.ts'
import { createTroublePanel } from './trouble-panel.ts'

restoreTheme()
const [place, conditions] = await Promise.all([server.place(), server.conditions()])
const log = createLogPanel()
const clients = createClients(place, watchRequests(log.add))
const store = indexedDbStore()
const transfers = createTransfers(2)

const upload = (file: Blob, key: string): void => {
  transfers.add(uploadTransfer(clients.current(), { file, bucket: place.bucket, key, store }))
}
const unfinished = createUnfinishedPanel(
  createUnfinishedActions({ store, place, clients, transfers, upload }),
)
const objects = createObjectsPanel({
  list: () => objectPages(clients, place),
  download({ Key }) {
    transfers.add(downloadTransfer(clients.current(), place.bucket, Key))
  },
  async delete({ Key }) {
    await clients.current().send(new DeleteObjectCommand({ Bucket: place.bucket, Key }))
    announce(texts().announced(Key, texts().deleted))
  },
})
const dropZone = createDropZone((files) => {
  const { single, groups } = groupFiles(files)
  for (const { file, path } of single) upload(file, path)
  for (const group of groups) {
    transfers.add(folderTransfer(clients.current(), { ...group, bucket: place.bucket, store }))
  }
  announce(texts().added(files.length))
  void unfinished.refresh()
})
transfers.watchEnds(({ kind }) => {
  if (kind === 'download') return
  void objects.refresh()
  void unfinished.refresh()
})

live(document.documentElement, () => (document.title = texts().title))
document.body.append(
  element('a', { className: 'skip', href: '#main', text: () => texts().skip }),
  createMasthead(place, clients, () => void objects.refresh()),
  element(
    'main',
    { id: 'main' },
    element(
      'div',
      { className: 'column' },
      dropZone,
      unfinished.element,
      createTransfersPanel(transfers),
      objects.element,
    ),
    element('div', { className: 'column' }, createTroublePanel(conditions), log.element),
  ),
  liveRegion,
)
await Promise.all([unfinished.refresh(), objects.refresh()])
