import { OosFault } from './errors.js'
import { splitter, type Splitter } from './splitter.js'
import { bytesOf, textOf } from './target.js'

/** A form as it comes (RFC 7578): its fields, and its file, which is still on the way. */
export interface MultipartForm {
  /** The fields before the file, in order; their values have one character for each byte. */
  readonly fields: readonly (readonly [name: string, bytes: string])[]
  readonly file: FormFile | undefined
}

export interface FormFile {
  /** Empty if the client did not say. */
  readonly name: string
  /** The bytes, read only as fast as they are asked for. */
  readonly chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>
}

// Assumed: what comes before the file has to fit into 20 KB, as on Amazon S3.
const mostBeforeFile = 20 * 1024

/**
 * Reads a form up to its file, the first part with that name; what comes after it counts for nothing.
 *
 * Own code, since the readers there are need Node's streams, hold files in memory, or lose parts whose file
 * name is not Latin-1.
 */
export async function readMultipartForm(
  chunks: AsyncIterator<Uint8Array<ArrayBuffer>>,
  contentType: string,
): Promise<MultipartForm> {
  // The first delimiter has no line before it, so one is put there.
  const split = splitter(chunks, bytesOf('\r\n'))
  const delimiter = `\r\n--${boundaryOf(contentType)}`
  const fields: [string, string][] = []
  await before(split, delimiter)
  while (await isAnotherPart(split)) {
    const { name, fileName } = dispositionOf(await before(split, '\r\n\r\n'))
    if (name.toLowerCase() === 'file') {
      return { fields, file: { name: fileName, chunks: fileOf(split, delimiter) } }
    }
    fields.push([name, await before(split, delimiter)])
  }
  return { fields, file: undefined }
}

/** Reads the bytes of a field as UTF-8. */
export function fieldText(bytes: string): string {
  try {
    return textOf(bytes)
  } catch {
    throw malformedPost('it is not UTF-8.')
  }
}

async function before(split: Splitter, end: string): Promise<string> {
  const bytes = await split.until(end, mostBeforeFile)
  if (bytes !== undefined) return bytes
  if (split.taken() < mostBeforeFile) throw malformedPost('it breaks off.')
  const message = 'Your POST request fields preceding the upload file were too large.'
  throw new OosFault('MaxPostPreDataLengthExceeded', message)
}

// After a delimiter come two hyphens, which end the form, or the rest of the line.
async function isAnotherPart(split: Splitter): Promise<boolean> {
  if (await split.skips('--')) return false
  const rest = await before(split, '\r\n')
  if (!/^[ \t]*$/.test(rest)) throw malformedPost('a delimiter has something after it.')
  // The header of a part may be empty, and would then end right here.
  split.giveBack('\r\n')
  return true
}

async function* fileOf(
  split: Splitter,
  delimiter: string,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const isWhole = yield* split.streamUntil(delimiter)
  if (!isWhole) throw new OosFault('IncompleteBody', 'The form breaks off within its file.')
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary !== undefined) return boundary
  const message = 'Bucket POST must be of the enclosure-type multipart/form-data, with a boundary.'
  throw new OosFault('PreconditionFailed', message)
}

function dispositionOf(header: string): { name: string; fileName: string } {
  const line = /^content-disposition:[ \t]*form-data[ \t]*;(.*)$/im.exec(header)?.[1]
  const name = line === undefined ? undefined : parameterOf(line, 'name')
  if (line === undefined || name === undefined) throw malformedPost('a part has no name.')
  return { name, fileName: parameterOf(line, 'filename') ?? '' }
}

// Browsers write a quotation mark as %22, older ones as \" (HTML, 4.10.21.8).
function parameterOf(line: string, name: string): string | undefined {
  const pattern = new RegExp(`(?:^|;)\\s*${name}=(?:"((?:\\\\"|[^"])*)"|([^\\s;"]+))`, 'i')
  const [, quoted, plain] = pattern.exec(line) ?? []
  const bytes = quoted?.replaceAll('\\"', '"') ?? plain
  return bytes === undefined ? undefined : fieldText(bytes)
}

// Assumed: the code, which is that of Amazon S3.
function malformedPost(detail: string): OosFault {
  const message = `The body of your POST request is not well-formed multipart/form-data: ${detail}`
  return new OosFault('MalformedPOSTRequest', message)
}
