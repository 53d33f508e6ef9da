import { createEngine, previousOf } from '../upload/engine.js'

/** What a page reaches of the engine. */
interface Reached {
  readonly createEngine: typeof createEngine
  readonly previousOf: typeof previousOf
}

/** Stands in for what loads the engine: here it is part of the file. */
export function loadEngine(): Promise<Reached> {
  return Promise.resolve({ createEngine, previousOf })
}
