// Tests import the packages by name but run their sources: no build in between, and a failing line
// is the line that was written. test/package/ alone tests what a build produces.
import { root } from './root.ts'

/** Module names and the files behind them; the `paths` of test/tsconfig.json say the same. */
const sources = {
  '@oos-js/core': 'packages/core/src/index.ts',
  '@oos-js/core/node': 'packages/core/src/node/index.ts',
  '@oos-js/commands': 'packages/commands/src/index.ts',
  '@oos-js/web': 'packages/web/src/index.ts',
  '@oos-js/emulator': 'test/emulator/src/index.ts',
  '@oos-js/emulator/node': 'test/emulator/src/node.ts',
  '@oos-js/emulator/msw': 'test/emulator/src/msw.ts',
}

/** For Vite's `resolve.alias`; whole names only, or "@oos-js/emulator" would also catch its subpaths. */
export const aliases = Object.entries(sources).map(([name, file]) => ({
  find: new RegExp(`^${name}$`),
  replacement: `${root}/${file}`,
}))
