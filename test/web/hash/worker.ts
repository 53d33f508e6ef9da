// The worker of the package, as tests run it from its source.
import '../../../packages/web/src/md5-worker.ts'

// Vitest wraps import() in pages of its own.
Object.assign(globalThis, {
  __vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() },
})
