/** An element of an XML document; names are without their namespace prefix, attributes are dropped. */
export interface XmlElement {
  readonly name: string
  /** Text and CDATA, white space included; empty for an element that has children. */
  text: string
  readonly children: XmlElement[]
}

/** How deep documents may nest; those of OOS nest six levels. */
export const maximumDepth = 32
