// Runs the bundled script in a VM of edge-runtime:  node edge-runtime.mjs HOST TRAITS SCRIPT
import { readFileSync } from 'node:fs'
import { EdgeVM } from '@edge-runtime/vm'

const [hostUrl, traits, script] = process.argv.slice(2)
const vm = new EdgeVM({ initialCode: readFileSync(script, 'utf8') })
const results = await vm.evaluate(`runSuite(${JSON.stringify(hostUrl)}, ${traits})`)
const body = JSON.stringify(results)
await fetch(`${hostUrl}/report`, { method: 'POST', body })
process.exit()
