import { differences } from './differences.mjs'
import { inTime } from './in-time.mjs'
import { connect, openStage } from './stage.mjs'
import { suites } from './suites.mjs'

/** Milliseconds: a check that takes longer hangs. */
const longest = 180_000

/**
 * Runs every check of every suite, one after another, and looks at what this runtime does in its own way.
 *
 * @param {string} hostUrl - Where `host/host.ts` listens.
 * @param {object} traits - What is known of this runtime, from `runtimes.ts`.
 * @returns a `Report` of `host/host.ts`.
 */
export async function run(hostUrl, traits) {
  const call = connect(hostUrl)
  const results = {}
  for (const [suite, checks] of Object.entries(suites)) {
    results[suite] = {}
    for (const [title, check] of Object.entries(checks)) {
      results[suite][title] = await problemOf(check, call, traits)
    }
  }
  return { results, differences: await differences(hostUrl, call) }
}

async function problemOf(check, call, traits) {
  const stages = []
  const open = async (options) => {
    const stage = await openStage(call, options)
    stages.push(stage)
    return stage
  }
  try {
    await inTime(check({ open, traits, call }), longest)
    return null
  } catch (error) {
    return [error, error?.cause]
      .filter(Boolean)
      .map((each) => each.stack ?? each)
      .join('\n')
  } finally {
    for (const stage of stages) await stage.close()
  }
}
