import { createHash } from 'node:crypto'

/** What is at a place where nothing is. */
export const absent = 'absent'

/**
 * What a place on the server may hold: one thing after an operation that was acknowledged, and either the
 * old or the new after one whose outcome is unknown; never anything else.
 */
export class Place {
  constructor() {
    this.states = new Set([absent])
    /** What was last done, for the message of a violation. */
    this.history = []
    /** What was given up may still arrive, whatever is read before. */
    this.isOpen = false
  }

  /** The one thing it holds, if that is known. */
  get known() {
    const [first, ...others] = this.states
    return others.length === 0 ? first : undefined
  }

  /** An operation that makes it `state` was acknowledged. */
  is(state) {
    this.states = new Set([state])
    this.note(`became ${say(state)}`)
  }

  /** Nobody knows whether it became `state`. */
  mayBe(state) {
    this.states.add(state)
    this.note(`may be ${say(state)}`)
  }

  note(text) {
    this.history = [...this.history.slice(-5), text]
  }

  /** Reading found something: it has to be one of the states, which then is the only one. */
  found(fits, what) {
    const matching = [...this.states].filter(fits)
    if (matching.length === 0) {
      throw new Violation(`${what}, but it can only be ${[...this.states].map(say).join(' or ')}`)
    }
    if (!this.isOpen) this.states = new Set(matching)
  }
}

/** What an operation must never lead to. */
export class Violation extends Error {
  name = 'Violation'
}

/** Content that is like no other, without being kept. */
export function createContent(label, size) {
  return contentOf(label, () => Buffer.alloc(size, `${label};`))
}

/** Content that is made when it is needed. */
export function contentOf(label, bytes) {
  const made = bytes()
  const md5 = createHash('md5').update(made).digest('hex')
  return { label, size: made.length, md5, etag: md5, bytes }
}

/** Whether an ETag may be that of a content, with quotes or without. */
export function hasETag({ etag }, found) {
  return etag === undefined || found?.replaceAll('"', '') === etag
}

export function say(state) {
  return state === absent ? absent : (state.label ?? JSON.stringify(state))
}
