import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TestModule } from 'vitest/node'
import { conclude } from './ci-reporter.ts'

type State = 'passed' | 'failed' | 'skipped' | 'pending'

/** A file of a project whose tests ended like this. */
function fileOf(project: string, states: readonly State[], errors = 0): TestModule {
  return {
    project: { name: project },
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [],
    },
    errors: () => Array.from({ length: errors }),
  } as unknown as TestModule
}

beforeEach(() => {
  vi.stubEnv('OOS_REQUIRE', 'firefox,webkit')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a run', () => {
  it('is as its tests are', () => {
    const files = [
      fileOf('firefox (firefox)', ['passed', 'skipped']),
      fileOf('webkit (webkit)', ['failed', 'pending']),
    ]
    expect(conclude(files, 0)).toEqual({
      lines: ['1 passed, 1 failed, 2 skipped'],
      isIdle: false,
    })
  })

  it('fails for a required project that ran nothing', () => {
    expect(conclude([fileOf('firefox (firefox)', ['passed'])], 0)).toEqual({
      lines: [
        'OOS_REQUIRE names "webkit", but none of its tests ran.',
        '1 passed, 1 failed, 0 skipped',
      ],
      isIdle: true,
    })
  })

  it('fails for a required project that skipped all it has', () => {
    const files = [fileOf('firefox', ['passed']), fileOf('webkit', ['skipped', 'pending'])]
    expect(conclude(files, 0).isIdle).toBe(true)
  })

  it('fails for what breaks beside the tests', () => {
    const files = [fileOf('firefox', ['passed'], 1), fileOf('webkit', ['passed'])]
    expect(conclude(files, 1).lines).toEqual(['2 passed, 2 failed, 0 skipped'])
  })

  it('can require only what there is', () => {
    vi.stubEnv('OOS_REQUIRE', 'netscape')
    expect(() => conclude([], 0)).toThrow('OOS_REQUIRE names no test project: netscape')
  })
})
