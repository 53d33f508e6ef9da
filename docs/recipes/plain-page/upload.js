import { OosClient, remoteSigner } from '@oos-js/core'
import { indexedDbStore, Upload } from '@oos-js/web'

// No secret is in the page: a server of yours signs, at an address of its own.
const client = new OosClient({
  endpoint: 'https://oos-cn.ctyunapi.cn',
  sign: remoteSigner('/api/sign'),
})
// Choosing the same file again after a reload goes on where the upload was.
const store = indexedDbStore()

const { file, pause, abort } = document.querySelector('form').elements
const bar = document.querySelector('progress')
const status = document.querySelector('[role=status]')

file.addEventListener('change', () => {
  const [source] = file.files
  if (source === undefined) return
  const upload = new Upload(client, { source, Bucket: 'photos', Key: source.name, store })

  const show = () => {
    const { state, progress, error } = upload.getSnapshot()
    const isUnderWay = state === 'running' || state === 'paused'
    bar.value = progress.fraction ?? 0
    status.textContent = error ? error.message : state
    file.disabled = isUnderWay
    pause.disabled = abort.disabled = !isUnderWay
    pause.textContent = state === 'paused' ? 'Resume' : 'Pause'
  }
  upload.subscribe(show)
  pause.onclick = () => (upload.state === 'paused' ? upload.resume() : upload.pause())
  abort.onclick = () => upload.abort()
  // The status tells the error.
  upload.done().catch(() => undefined)
})
