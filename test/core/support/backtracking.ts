// A regular expression engine as naive as the ones that runtimes have, which counts its steps. It says
// how the work of an expression grows with its input, without a clock. It knows as much of the
// syntax as the packages use and throws at anything else.

type Continue = (at: number) => number
type Matcher = (at: number, next: Continue) => number

interface Run {
  readonly text: string
  steps: number
  captures: (string | undefined)[]
}

const failed = -1

/** Steps that it takes to search a text from an index, and where the match ends; -1 for none. */
export function search(
  { source, flags }: RegExp,
  text: string,
  from: number,
): { steps: number; end: number } {
  const run: Run = { text, steps: 0, captures: [] }
  const match = compile(source, flags, run)
  for (let start = from; start <= text.length; start++) {
    run.captures = []
    const end = match(start, (at) => at)
    if (end !== failed || flags.includes('y')) return { steps: run.steps, end }
  }
  return { steps: run.steps, end: failed }
}

function compile(source: string, flags: string, run: Run): Matcher {
  const unicode = flags.includes('u')
  let position = 0
  let groups = 0
  const eat = (token: string): boolean => {
    if (!source.startsWith(token, position)) return false
    position += token.length
    return true
  }
  const take = (pattern: RegExp): string => {
    const sticky = new RegExp(pattern, 'y')
    sticky.lastIndex = position
    const [found = ''] = native(sticky, source) ?? []
    position += found.length
    return found
  }

  const alternatives = (): Matcher => {
    const options = [sequence()]
    while (eat('|')) options.push(sequence())
    return (at, next) => {
      for (const option of options) {
        run.steps++
        const end = option(at, next)
        if (end !== failed) return end
      }
      return failed
    }
  }

  const sequence = (): Matcher => {
    const terms: Matcher[] = []
    while (position < source.length && !'|)'.includes(source[position]!)) terms.push(term())
    return terms.reduceRight<Matcher>(
      (rest, first) => (at, next) => first(at, (reached) => rest(reached, next)),
      (at, next) => next(at),
    )
  }

  const term = (): Matcher => {
    if (eat('^')) return check((at) => at === 0)
    if (eat('$')) return check((at) => at === run.text.length)
    if (eat('(?=')) return ahead(true)
    if (eat('(?!')) return ahead(false)
    if (eat('(?:')) return repeated(closed(alternatives()))
    if (eat('(')) {
      const index = ++groups
      const inner = closed(alternatives())
      return repeated((at, next) =>
        inner(at, (end) => {
          run.captures[index] = run.text.slice(at, end)
          return next(end)
        }),
      )
    }
    return atom()
  }

  const check =
    (holds: (at: number) => boolean): Matcher =>
    (at, next) => {
      run.steps++
      return holds(at) ? next(at) : failed
    }

  const closed = (inner: Matcher): Matcher => {
    if (!eat(')')) throw new SyntaxError(`no ) at ${position} of ${source}`)
    return inner
  }

  const ahead = (wanted: boolean): Matcher => {
    const inner = closed(alternatives())
    return (at, next) => ((inner(at, (end) => end) !== failed) === wanted ? next(at) : failed)
  }

  const quantity = (): [least: number, most: number, lazy: boolean] => {
    const mark = take(/[*+?]|\{\d+(?:,\d*)?\}/)
    const [least = '1', most = least] =
      mark === '*'
        ? ['0', '']
        : mark === '+'
          ? ['1', '']
          : mark === '?'
            ? ['0', '1']
            : mark
                .replace(/[{}]/g, '')
                .split(',')
                .filter((_, index) => mark || index > 0)
    return [Number(least), most === '' ? Infinity : Number(most), mark !== '' && eat('?')]
  }

  const repeated = (inner: Matcher): Matcher => {
    const [least, most, lazy] = quantity()
    const loop = (at: number, count: number, next: Continue): number => {
      run.steps++
      const again = () =>
        count < most
          ? inner(at, (end) => (end === at && count >= least ? failed : loop(end, count + 1, next)))
          : failed
      if (count < least) return again()
      const first = lazy ? next(at) : again()
      return first !== failed ? first : lazy ? again() : next(at)
    }
    return (at, next) => loop(at, 0, next)
  }

  /** One character, repeated without recursion: texts are longer than the stack is deep. */
  const atom = (): Matcher => {
    const one = take(
      /\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\u.{4}|\\x..|\\[^bBkpPu\d]|\\0|[^\\()[{*+?|^$]/,
    )
    if (!one) throw new SyntaxError(`cannot read ${source} at ${position}`)
    const test = tester(one, flags)
    const [least, most, lazy] = quantity()
    const size = (at: number) => (unicode && run.text.codePointAt(at)! > 0xffff ? 2 : 1)
    return (start, next) => {
      const ends = [start]
      const more = (): boolean => {
        const at = ends[ends.length - 1]!
        run.steps++
        if (ends.length > most || at >= run.text.length) return false
        const end = at + size(at)
        if (!test(run.text.slice(at, end))) return false
        ends.push(end)
        return true
      }
      while (ends.length <= least) if (!more()) return failed
      if (lazy) {
        for (;;) {
          run.steps++
          const end = next(ends[ends.length - 1]!)
          if (end !== failed || !more()) return end
        }
      }
      while (more());
      for (; ends.length > least; ends.pop()) {
        run.steps++
        const end = next(ends[ends.length - 1]!)
        if (end !== failed) return end
      }
      return failed
    }
  }

  const whole = alternatives()
  if (position < source.length) throw new SyntaxError(`cannot read ${source} at ${position}`)
  return whole
}

/** Whether one character is of a class; the runtime's own engine says so, once for each. */
function tester(one: string, flags: string): (character: string) => boolean {
  const expression = new RegExp(`^${one}$`, flags.replace(/[gy]/g, ''))
  const known = new Map<string, boolean>()
  return (character) => {
    let is = known.get(character)
    if (is === undefined) {
      is = native(expression, character) !== null
      known.set(character, is)
    }
    return is
  }
}

/** The runtime's `exec`, whatever the test puts in its place. */
const nativeExec = RegExp.prototype.exec
export function native(expression: RegExp, text: string): RegExpExecArray | null {
  return nativeExec.call(expression, text)
}
