// Runs the bundled worker in workerd, which miniflare starts:  node workerd.mjs HOST TRAITS WORKER
import { dirname } from 'node:path'
import { Miniflare } from 'miniflare'

const [hostUrl, traits, script] = process.argv.slice(2)
const miniflare = new Miniflare({
  modules: true,
  modulesRoot: dirname(script),
  modulesRules: [{ type: 'ESModule', include: ['**/*.js'] }],
  scriptPath: script,
  compatibilityDate: '2026-04-01',
})
try {
  const body = JSON.stringify({ hostUrl, traits: JSON.parse(traits) })
  const response = await miniflare.dispatchFetch('http://worker/', { method: 'POST', body })
  const results = await response.text()
  if (!response.ok) throw new Error(results)
  await fetch(`${hostUrl}/report`, { method: 'POST', body: results })
} finally {
  await miniflare.dispose()
}
