/** An element of an XML document; names are without their namespace prefix, attributes are dropped. */
export interface XmlElement {
  /** Name, without the prefix of a namespace. */
  readonly name: string
  /** Text and CDATA, white space included; empty for an element that has children. */
  text: string
  /** The elements in it, in their order. */
  readonly children: XmlElement[]
}

/** How deep documents may nest; those of OOS nest six levels. */
export const maximumDepth = 32
