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
    const { lines, isIdle } = conclude(modules, unhandledErrors.length)
    if (isIdle) process.exitCode = 1
    process.stdout.write(`\n${[...leftOut(), ...lines].join('\n')}\n`)
  }
}

/** What a run comes to. */
interface Conclusion {
  /** The last of them is the total. */
  readonly lines: readonly string[]
  /** Whether a required project ran no test, which vitest itself takes for a success. */
  readonly isIdle: boolean
}

/** Counts tests and what broke beside them. */
export function conclude(modules: readonly TestModule[], errors: number): Conclusion {
  const count = { passed: 0, failed: errors, skipped: 0, pending: 0 }
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
  const idle = required().filter((name) => !ran.has(name))
  count.failed += idle.length
  const total = `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped`
  const lines = idle.map((name) => `OOS_REQUIRE names "${name}", but none of its tests ran.`)
  return { lines: [...lines, total], isIdle: idle.length > 0 }
}
