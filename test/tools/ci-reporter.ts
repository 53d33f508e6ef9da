import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { leftOut, required } from '../projects.ts'

/**
 * Says which projects were left out and how to get them, then closes with one line that scripts can
 * read, `N passed, N failed, N skipped`. Fails the run if a required project ran no test.
 */
export default class CiReporter implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly SerializedError[] = [],
  ): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 }
    const ran = new Set<string>()
    for (const module of modules) {
      // A browser project is called "chromium (chromium)" here.
      const project = module.project.name.replace(/ \(.*/, '')
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        count[state]++
        if (state === 'passed' || state === 'failed') ran.add(project)
      }
      // A file that breaks while loading, or a hook that throws, skips its tests: not a success.
      for (const part of [module, ...module.children.allSuites()])
        count.failed += part.errors().length
    }

    const lines = leftOut()
    for (const name of required()) {
      if (ran.has(name)) continue
      lines.push(`OOS_REQUIRE names "${name}", but none of its tests ran.`)
      count.failed++
      process.exitCode = 1
    }
    const total = `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`
    process.stdout.write(`\n${[...lines, total].join('\n')}\n`)
  }
}
