// Runs the suite in a page; page.html loads it, bundled.
import { run } from './run.mjs'

const traits = JSON.parse(decodeURIComponent(globalThis.location.hash.slice(1)))
const body = JSON.stringify(await run(globalThis.location.origin, traits))
await fetch('/report', { method: 'POST', body })
