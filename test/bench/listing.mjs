// How the time of one page grows with the bucket: it should hardly do so.
import { createEmulator } from '../emulator/dist/index.js'

const sizes = [10_000, 100_000, 1_000_000]

const bucket = 'bucket'
const page = 'max-keys=100'

/** Each a page of 100 entries, or of all folders. */
const queries = {
  'the first page': page,
  'a page in the middle': `${page}&marker=folder-5/0`,
  'a page with a prefix': `${page}&prefix=folder-7/`,
  'the folders': `${page}&delimiter=/`,
  'the page after a folder': `${page}&delimiter=/&marker=folder-4/`,
}

/** Measures, and prints a table: microseconds for a page, and how many times as long as in the smallest. */
export async function run() {
  // The first measurements of a process are those of code that is not compiled yet.
  await measure(1000)
  const columns = []
  for (const size of sizes) columns.push(await measure(size))
  const rows = Object.keys(queries).map((name) => {
    const cells = columns.map((times, index) => {
      const ratio = (times[name] / columns[0][name]).toFixed(2)
      return [`${sizes[index]} keys`, `${Math.round(times[name])} µs, × ${ratio}`]
    })
    return [name, Object.fromEntries(cells)]
  })
  console.table(Object.fromEntries(rows))
}

async function measure(size) {
  const emulator = filled(size)
  const times = {}
  for (const [name, query] of Object.entries(queries)) times[name] = await timeOf(emulator, query)
  return times
}

function filled(size) {
  const emulator = createEmulator({ requestsKept: 1 })
  const { commit } = emulator
  commit({
    type: 'createBucket',
    bucket: {
      name: bucket,
      owner: { id: 'somebody', displayName: '' },
      created: 0,
      acl: 'public-read',
      metadataLocation: 'ChengDu',
      dataLocation: { type: 'Local', locations: [], scheduleStrategy: 'Allowed' },
    },
  })
  const headers = new Map()
  const content = { size: 0, pieces: [] }
  const same = { headers, metadata: headers, storageClass: 'STANDARD', etag: '"0"', content }
  for (let index = 0; index < size; index += 1) {
    const key = `folder-${index % 10}/${`${index}`.padStart(7, '0')}`
    commit({ type: 'putObject', bucket, object: { ...same, key, lastModified: 0 } })
  }
  return emulator
}

// The median of many, which a pause of the machine does not change.
async function timeOf(emulator, query) {
  const times = []
  for (let count = 0; count < 300; count += 1) {
    const begin = performance.now()
    const response = await emulator.handle(new Request(`http://localhost/${bucket}/?${query}`))
    if (response.status !== 200) throw new Error(await response.text())
    await response.arrayBuffer()
    times.push((performance.now() - begin) * 1000)
  }
  return times.sort((a, b) => a - b)[times.length / 2]
}
