// What the page does: uploads the file that was chosen, and tells how long its tasks were.
import { OosClient } from '@oos-js/core'
import { Upload } from '@oos-js/web'

const { document } = globalThis
const input = document.querySelector('input')

/** Uploads what was chosen; `md5` as the option of Upload. */
globalThis.upload = async (endpoint, md5) => {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }
  const client = new OosClient({ endpoint, credentials })
  const options = { source: input.files[0], Bucket: 'films', Key: 'film', md5 }
  const task = new Upload(client, { ...options, partSize: 8 * 1_048_576 })
  // As a page has it.
  const bar = document.querySelector('progress')
  task.addEventListener('progress', ({ detail }) => (bar.value = detail.fraction))
  await task.done()
  return bar.value
}

/** Watches until it is told to stop; then it tells milliseconds. */
globalThis.watchTasks = () => {
  const tasks = []
  const observer = new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map(({ duration }) => duration))
  })
  observer.observe({ type: 'longtask', buffered: true })
  // Tasks shorter than 50 ms are told to nobody: what lies between two messages is the longest of them.
  const { port1, port2 } = new MessageChannel()
  let last = performance.now()
  let gap = 0
  let isOver = false
  port1.onmessage = () => {
    const now = performance.now()
    gap = Math.max(gap, now - last)
    last = now
    if (!isOver) port2.postMessage(0)
  }
  port2.postMessage(0)
  return () => {
    isOver = true
    observer.disconnect()
    return { longTasks: tasks.length, longestTask: Math.max(0, ...tasks), longestGap: gap }
  }
}
