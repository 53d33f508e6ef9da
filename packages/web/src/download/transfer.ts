import type { OosError } from '@oos-js/core'
import { createLanes } from '../upload/lanes.js'
import { changed, checkAnswer, undivided } from './check-answer.js'
import { brokeOff, fetchStretch, type StretchContext } from './fetch-stretch.js'
import type { DownloadJob } from './job.js'
import { conditionOf, type ObjectFacts } from './object-facts.js'
import { createPlan } from './plan.js'

/** Where bytes go, in whatever order they come. */
export interface Target {
  /** Resolves when there is room for a part from there on, or rejects when `signal` is aborted. */
  room(position: number, signal: AbortSignal): Promise<void>
  /** Takes bytes, before it gives its promise; that resolves when more may come. */
  put(position: number, bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<void>
  /** Forgets what was put from there on: the object has something else there. */
  cut(position: number): void
}

/** What moves the bytes of an object to a target. */
export interface Transfer {
  /** Moves everything that is missing; after a failure it can be called again. */
  run(): Promise<void>
  /** Ends the requests that are under way and begins no others. What has come stays. */
  pause(): void
  /** Goes on from the bytes reached. */
  resume(): void
  /** Ends it for good: `run` rejects with the reason. */
  stop(reason: unknown): void
}

/** @param open - Given what is known of the object, at first and whenever that changes, it gives the target. */
export function createTransfer(job: DownloadJob, open: (facts: ObjectFacts) => Target): Transfer {
  const { client, concurrency, options, tools } = job
  const plan = createPlan(job)
  const ending = new AbortController()
  /** The reason of a round that ends for another to begin. */
  const again = new DOMException('The download is paused', 'AbortError')
  let round = new AbortController()
  let facts: ObjectFacts | undefined
  let target: Target | undefined
  /** Whether ranges are of no use: the whole is asked for, from its first byte on. */
  let plain = false
  /** Where to begin anew without ranges. */
  let anew: number | undefined
  let paused = false
  let wake: (() => void) | undefined
  let opened: (sized: Promise<void>) => void
  let opening: Promise<void>
  let proof: Promise<void> | undefined

  const learn = (now: ObjectFacts): void => {
    plan.size = now.size
    target = open((facts = now))
  }

  const beginAnew = (position: number): never => {
    if (options.range) throw undivided(job)
    plain = true
    anew = position
    round.abort(again)
    throw again
  }

  /** Asks for the size where CORS hides it from GET. Failing that, the answer to all the rest tells it. */
  const measure = async (): Promise<void> => {
    if (!facts || plain || !plan.open) return
    const { signal } = round
    const { ContentLength } = await client
      .send(new tools.HeadObjectCommand(options), { signal })
      .catch((): { ContentLength?: number } => ({}))
    learn({ ...facts, size: ContentLength })
  }

  const context: StretchContext = {
    job,
    lanes: createLanes(concurrency),
    ask(headers, { position, end }) {
      if (!plain) headers.set('range', `bytes=${position}-${end < Infinity ? end - 1 : ''}`)
      const condition = conditionOf(facts?.object)
      if (condition) headers.set(...condition)
    },
    accept(answer, stretch) {
      const begins = !facts
      checkAnswer(job, answer, stretch, plain, facts)
      const { position, end } = stretch
      const { length = end, partial } = answer
      if (begins && (!partial || answer.encoded)) {
        plain = true
        stretch.end = plan.join(position).end
      }
      if (plan.size === undefined) {
        // An answer that brings less than was asked for shows where the object ends.
        const shown = partial && !plain && length < end - position ? position + length : undefined
        learn({ ...(facts ?? answer), size: answer.size ?? shown })
      }
      if (plain && !answer.whole) beginAnew(position)
      if (!plain) stretch.end = Math.min(stretch.end, plan.end)
      if (begins) opened(measure())
    },
    put: async (position, bytes) => {
      await target?.put(position, bytes, round.signal).catch((error: unknown) => {
        // Nobody takes what would be asked for again.
        round.abort(error)
        throw error
      })
    },
    ended(answer, { position, end }, came) {
      // A browser lets no connection pass for whole that broke off: what came was decoded.
      const decoded = answer.filtered && came !== (answer.length ?? came)
      if (decoded && facts) learn({ ...facts, encoded: true, size: undefined })
      if (plain) return
      if (decoded) beginAnew(position)
      if (position < end && end < Infinity) throw brokeOff(job)
    },
  }

  /** Whether an error says no more than that the object has no byte there. */
  const isEnd = (error: unknown, position: number): boolean => {
    if (statusOf(error) !== 416 || plain || plan.size !== undefined) return false
    if (facts ? plan.open : position) return false
    if (facts) learn({ ...facts, size: position })
    else {
      // Of an empty object no range can be had at all.
      plain = true
      plan.giveBack(plan.join(0))
    }
    return true
  }

  /** Fetches one stretch after the other until none is left. */
  const work = async (): Promise<void> => {
    const { signal } = round
    for (let stretch; (stretch = plan.take());) {
      try {
        await target?.room(stretch.position, signal)
        const fetching = fetchStretch(context, stretch, signal)
        proof ??= fetching.catch(() => undefined)
        await fetching
        await opening
      } catch (error) {
        if (isEnd(error, stretch.position)) continue
        plan.giveBack(stretch)
        // What is stored encoded cannot be decoded from the middle on. It is the first answer that shows it.
        if (facts?.filtered) await proof
        const isOther = facts && [412, 416].includes(statusOf(error))
        round.abort(isOther ? changed(job, error) : error)
        return
      }
    }
  }

  return {
    async run() {
      for (;;) {
        while (paused && !ending.signal.aborted) {
          await new Promise<void>((resolve) => (wake = resolve))
        }
        ending.signal.throwIfAborted()
        round = new AbortController()
        opening = facts ? measure() : new Promise((resolve) => (opened = resolve))
        const team = [work()]
        await Promise.race([team[0], opening])
        while (team.length < concurrency) team.push(work())
        await Promise.all(team)
        if (!round.signal.aborted) return
        if (round.signal.reason !== again) throw round.signal.reason
        if (anew !== undefined) {
          target?.cut(anew)
          plan.giveBack(plan.join(anew))
          anew = undefined
        }
      }
    },
    pause() {
      paused = true
      round.abort(again)
    },
    resume() {
      paused = false
      wake?.()
    },
    stop(reason) {
      ending.abort(reason)
      round.abort(reason)
      wake?.()
    },
  }
}

function statusOf(error: unknown): number {
  return (Object(error) as Partial<OosError>).status ?? 0
}
