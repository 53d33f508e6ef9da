// Asks a live OOS what no document tells, on a scratch bucket that is removed again, and prints a report.
// OOS_ENDPOINT, OOS_ACCESS_KEY_ID and OOS_SECRET_ACCESS_KEY say where and as whom.
import { run } from '../demo/program.mjs'
import { ask } from './ask.mjs'
import { questions } from './questions.mjs'
import { formatReport } from './report.mjs'
import { scratchBucket } from './scratch-bucket.mjs'
import { readSettings, usage } from './settings.mjs'

await run(async ({ signal, cleanUp }) => {
  if (process.argv.includes('--help')) return () => usage
  const settings = readSettings(process.env)
  const context = { ...settings, signal, ...(await scratchBucket(settings, cleanUp)) }
  const findings = []
  for (const question of questions) {
    signal.throwIfAborted()
    const finding = await ask(question, context)
    console.error(`${finding.isAssumed ? 'as assumed' : finding.answer}: ${question.id}`)
    findings.push(finding)
  }
  return () => formatReport(settings.endpoint, findings)
})
