const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
}

/** Writes text as the content of an element. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => references[character] ?? '')
}

/** Tells whether XML 1.0 has a way to write a text, be it as references. */
export function isXmlText(text: string): boolean {
  return !/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)
}
