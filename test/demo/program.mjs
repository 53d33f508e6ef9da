import { createCleanUp } from './clean-up.mjs'
import { describe } from './describe.mjs'
import { createInterruption } from './interruption.mjs'

/**
 * Runs the program and cleans up after it. `main` resolves with a function that makes its report.
 * Exits with 0, with 1 and one line for everything that went wrong, or like any program that was
 * interrupted.
 */
export async function run(main) {
  // A reader that goes away, such as `| head`, must not keep us from cleaning up.
  process.stdout.on('error', () => undefined)
  const interruption = createInterruption()
  const cleanUp = createCleanUp()
  const problems = []
  let report
  try {
    report = await main({ signal: interruption.signal, cleanUp })
  } catch (error) {
    problems.push(describe(error))
  }
  const leftBehind = await cleanUp.run()
  problems.push(...leftBehind)

  for (const problem of problems) console.error(problem)
  if (problems.length === 0) console.log(report())
  process.exitCode =
    leftBehind.length > 0 ? 1 : (interruption.exitCode ?? Math.min(problems.length, 1))
}
