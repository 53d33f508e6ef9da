/** Characters of a body that are looked at. */
const read = 4096

/** Characters of it that a message shows at most. */
const shown = 512

/** Describes a body that should have been a document: by its title if it is a page, else by its beginning. */
export function bodyMessage(body: string): { message?: string } {
  const text = body.slice(0, read)
  if (!text.trim()) return { message: 'the body is empty' }
  if (isError(text)) return {}
  const [, title] = /<title[^<>]*>([^<]*)/i.exec(text) ?? []
  if (title?.trim()) return { message: `got a page titled "${begin(title)}"` }
  return { message: `got "${begin(text)}"` }
}

/** Tells whether a text is an error document, or the beginning of one. */
export function isError(text: string): boolean {
  return /^\s*(<\?[^>]*>\s*)?<(\w+:)?Error[\s>]/.test(text)
}

function begin(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(secrets, '$1***').trim()
  return line.length > shown ? `${line.slice(0, shown)}…` : line
}

// As XML, JSON, query or header; a server may well repeat what it was sent.
const secrets =
  /((?:RemoteSK|SecretAccessKey|SecretKey|SessionToken|Signature\w*|Authorization|x-amz-security-token)(?:["'\s]|&quot;)*[>:=](?:["'\s]|&quot;)*(?:AWS )?)[^<"'&\s,]+/gi
