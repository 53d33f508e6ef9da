import { describe } from './describe.mjs'

/** Runs steps and keeps a row for each: its name, how long it took, and what else is known of it. */
export function createSteps() {
  const rows = []
  const step = async (name, work, facts = {}) => {
    const start = performance.now()
    try {
      const result = await work()
      rows.push({ name, milliseconds: performance.now() - start, ...facts })
      return result
    } catch (error) {
      throw new Error(`${name}: ${describe(error)}`, { cause: error })
    }
  }
  return { rows, step }
}
