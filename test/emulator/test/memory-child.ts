// Serves an emulator, and answers every line on its standard input with its greatest size in memory so far.
import { createInterface } from 'node:readline'
import { createEmulator, memory } from '../src/index.js'
import { openFolder, serve } from '../src/node.js'

const [folder] = process.argv.slice(2)
const storage = folder === undefined ? memory() : await openFolder(folder)
const { url } = await serve(createEmulator({ storage }))
console.log(`endpoint   ${url}`)
createInterface(process.stdin).on('line', () => {
  // Kilobytes.
  console.log(process.resourceUsage().maxRSS * 1024)
})
