import { decodeText } from './decode-text.js'

const names = ['the method', 'Content-MD5', 'Content-Type', 'the date']

const secret =
  'the secret key: is it the one of this access key id, and without white space around it?'

/** Tells where what we signed and what the service signed differ, and what that may come from. */
export function signatureHint(document: string, ours = ''): string {
  const [, sent] = /<StringToSign>([^<]*)</.exec(document) ?? []
  if (sent === undefined) {
    return `The service does not say what it signed. Check ${secret} Then the clock, the endpoint, and proxies that change Content-Type or take x-amz- headers away.`
  }
  const theirs = decodeText(sent)
  const [here, there] = [ours, theirs].map((text) => text.split(/\r?\n/)) as [string[], string[]]
  const index = here.findIndex((line, at) => line !== there[at])
  if (index < 0 && here.length === there.length) {
    return `Both sides signed the same text. What differs is ${secret}`
  }
  const at = index < 0 ? here.length : index
  const name =
    names[at] ??
    (at === Math.max(here.length, there.length) - 1 ? 'the resource' : 'x-amz- headers')
  return `Line ${at + 1}, ${name}: signed as ${visible(here[at])}, but came as ${visible(there[at])}. ${adviceFor(name)}`
}

function adviceFor(name: string): string {
  if (name === 'the resource') {
    return 'The path was changed on the way, or the endpoint and `addressing` are not those of the service.'
  }
  if (name === 'the date') return 'A proxy changed the date, or took x-amz-date away.'
  return `A proxy changed ${name}.`
}

/** A line between quotes, with all that could not be seen, or could be taken for something else, as numbers. */
function visible(line: string | undefined): string {
  if (line === undefined) return 'nothing'
  const safe = line.replace(/^(x-amz-security-token:).+/i, '$1***').slice(0, 512)
  return JSON.stringify(safe).replace(
    /[^ -~]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  )
}
