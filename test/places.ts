// Where a test runs is in the name of its file: x.test.ts, x.MARK.test.ts, or x.MARK.e2e.test.ts. Both vitest.config.ts and the
// table of docs/reliability.md go by this.

/** The browsers, in the order in which they are told. */
export const browsers = ['chromium', 'firefox', 'webkit'] as const

export type Browser = (typeof browsers)[number]

/** Where a test can run. */
export type Place = 'node' | Browser

/** What a mark stands for; a file without one, or with another, is of Node. */
const places: Readonly<Record<string, readonly Place[]>> = {
  browser: browsers,
  everywhere: ['node', ...browsers],
  chromium: ['chromium'],
  firefox: ['firefox'],
  webkit: ['webkit'],
  'chromium-firefox': ['chromium', 'firefox'],
  'chromium-webkit': ['chromium', 'webkit'],
  // Driven by Playwright, which has no driver for WebKitGTK.
  e2e: ['chromium', 'firefox'],
}

/** Where the tests of a file run. */
export function placesOf(file: string): readonly Place[] {
  const [, mark = ''] = /\.([\w-]+)(?:\.e2e)?\.test\.ts$/.exec(file) ?? []
  return places[mark] ?? ['node']
}

/** The files that a browser runs, for vitest's `include`; those of the end-to-end tests are not among them. */
export function filesOf(browser: Browser): string[] {
  return Object.keys(places)
    .filter((mark) => mark !== 'e2e' && places[mark]?.includes(browser))
    .map((mark) => `test/**/*.${mark}.test.ts`)
}

/** The files that Node leaves alone, for vitest's `exclude`. */
export function filesOfOthers(): string[] {
  return Object.keys(places)
    .filter((mark) => !places[mark]?.includes('node'))
    .map((mark) => `test/**/*.${mark}.test.ts`)
}
