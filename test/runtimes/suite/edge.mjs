// What a function of an edge runtime is: a script, without modules. edge-runtime.mjs evaluates it.
import { run } from './run.mjs'

globalThis.runSuite = run
