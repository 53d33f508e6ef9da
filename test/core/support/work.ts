import { native, search } from './backtracking.js'

/** What was done to texts. */
export interface Work {
  /** Runs of regular expressions. */
  execs: number
  /** Characters that these runs and the searching methods of String passed over. */
  characters: number
  /** Steps in which a backtracking engine does these runs; counted when asked for. */
  steps: number
}

/** Shorter texts are nobody's attack; they are counted by their length. */
const short = 100

/** Counts what a function does to texts until it is settled. */
export async function countWork(run: () => Promise<unknown>, inSteps = false): Promise<Work> {
  const work: Work = { execs: 0, characters: 0, steps: 0 }
  let failure: Error | undefined
  const exec = RegExp.prototype.exec
  const { indexOf, includes } = String.prototype
  const methods = ['lastIndexOf', 'trim', 'trimStart', 'trimEnd'] as const
  const originals = methods.map((method) => String.prototype[method])

  RegExp.prototype.exec = function (this: RegExp, text: string) {
    const start = this.global || this.sticky ? this.lastIndex : 0
    const found = native(this, text)
    const end = found ? found.index + found[0].length : text.length
    work.execs++
    work.characters += Math.max(0, end - start)
    if (inSteps && text.length < short) work.steps += text.length
    if (inSteps && text.length >= short) {
      try {
        const counted = search(this, text, start)
        if (counted.end !== (found ? end : -1)) throw new Error(`${String(this)} was miscounted`)
        work.steps += counted.steps
      } catch (error) {
        // What is counted here may be in a try of its own.
        failure ??= error as Error
      }
    }
    return found
  }
  methods.forEach((method, index) => {
    String.prototype[method] = function (this: string, ...rest: never[]) {
      work.characters += this.length
      return (originals[index] as (...given: never[]) => never).apply(this as never, rest)
    }
  })
  // These begin at an index, and stop at what they find.
  String.prototype.indexOf = function (this: string, wanted: string, from = 0) {
    const found = indexOf.call(this, wanted, from)
    work.characters += Math.max(0, (found < 0 ? this.length : found + wanted.length) - from)
    return found
  }
  String.prototype.includes = function (this: string, wanted: string, from = 0) {
    // The counting one above.
    this.indexOf(wanted, from)
    return includes.call(this, wanted, from)
  }
  try {
    await run()
  } finally {
    RegExp.prototype.exec = exec
    Object.assign(String.prototype, { indexOf, includes })
    methods.forEach((method, index) => {
      String.prototype[method] = originals[index] as never
    })
  }
  if (failure) throw failure
  return work
}
