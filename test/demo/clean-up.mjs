import { describe } from './describe.mjs'
import { wasRefused } from './was-refused.mjs'

/** Remembers what must be undone when the program ends, however it ends. */
export function createCleanUp() {
  const undos = []
  const add = (undo) => {
    undos.push(undo)
  }
  return {
    add,

    /** Makes something that is undone later: also when it is only perhaps there, its answer lost. */
    async make(make, undo) {
      try {
        await make()
        add(undo)
      } catch (error) {
        if (!wasRefused(error)) add(undo)
        throw error
      }
    },

    /** Undoes everything, the last first, and returns what went wrong. */
    async run() {
      const problems = []
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
        try {
          await undo()
        } catch (error) {
          problems.push(`cleaning up failed: ${describe(error)}`)
        }
      }
      return problems
    },
  }
}
