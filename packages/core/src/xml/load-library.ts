import { loaded } from '../fault.js'
import type { Call } from '../middleware.js'
import type { XmlElement } from './element.js'

/** What reads documents that the own readers leave to it; a throw says that they are not well-formed. */
export interface XmlLibrary {
  /** Reads a document into a tree. */
  readonly parseAny: (
    document: string,
    decode: (text: string) => string,
    maximumDepth: number,
  ) => XmlElement
  /** Reads a document whose root has texts alone, and gives what finds one by its name. */
  readonly finder: (
    root: string,
    text: string,
    decode: (text: string) => string,
    maximumDepth: number,
  ) => (name: string) => string | undefined
}

/** Loads what reads documents that the own readers leave to it. */
export function loadLibrary(call: Call): Promise<XmlLibrary> {
  return loaded(call, import('./library.js'))
}
