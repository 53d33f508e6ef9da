import type { XmlElement } from '@rgrove/parse-xml'
import { malformedXml } from './body.js'
import { childrenOf } from './xml.js'

/** The child of this name, which may be missing but not repeated. */
export function optionalChild(parent: XmlElement, name: string): XmlElement | undefined {
  const [child, another] = childrenOf(parent, name)
  if (another !== undefined) throw malformedXml()
  return child
}

/** The one child of this name. */
export function requiredChild(parent: XmlElement, name: string): XmlElement {
  const child = optionalChild(parent, name)
  if (child === undefined) throw malformedXml()
  return child
}

/** The text of a child that may be missing. */
export function optionalText(parent: XmlElement, name: string): string | undefined {
  return optionalChild(parent, name)?.text
}

/** The text of a child that has to be there and to say something. */
export function requiredText(parent: XmlElement, name: string): string {
  const { text } = requiredChild(parent, name)
  if (text === '') throw malformedXml()
  return text
}

/** The text of a child that takes certain values only. */
export function requiredChoice<Choice extends string>(
  parent: XmlElement,
  name: string,
  choices: readonly Choice[],
): Choice {
  const text = requiredText(parent, name).trim()
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw malformedXml()
  return choice
}

/** The texts of all children of this name, in order. */
export function texts(parent: XmlElement, name: string): string[] {
  return childrenOf(parent, name).map(({ text }) => text)
}
