import { authorise } from '../access.js'
import { invalidArgument } from '../arguments.js'
import { announcedLength, chunksOf } from '../body.js'
import { bucketOf, type Call } from '../call.js'
import { OosFault } from '../errors.js'
import { fieldText, readMultipartForm, type FormFile } from '../multipart-form.js'
import { checkKey } from '../names.js'
import { authenticateForm, type Fields, type SignedForm } from '../post-auth.js'
import { postAnswer } from '../post-answer.js'
import { checkPostPolicy, type LengthRange } from '../post-policy.js'
import { header, isHeaderValue, type HeaderFields } from '../wire-headers.js'
import { putObject } from './object.js'

/**
 * POST Object (OOS developer document V6, 4.3.14): PUT Object for forms of pages. The fields stand for its
 * headers.
 *
 * Assumed: names of fields may be in any case, and none may come twice; the Content-Type is that of the
 * field and not that of the file; `acl` says nothing, since objects have none; a form without a policy may
 * also be signed like any request.
 */
export async function postObject(call: Call): Promise<Response> {
  const { fields, file } = await readForm(call)
  const signed = await authenticateForm(fields, call.world.state.keys, call.now)
  if (signed !== undefined && call.key !== undefined) {
    const message = 'Only one auth mechanism allowed: that of the form, or that of the request.'
    throw new OosFault('InvalidArgument', message)
  }
  const key = keyOf(fields, file)
  call.record.key = key
  const bucket = bucketOf(call)
  if (signed !== undefined) {
    const texts = [...fields].map(([name, bytes]) => [name, fieldText(bytes)] as const)
    const said = new Map([...texts, ['bucket', bucket.name], ['key', key]])
    checkPostPolicy(signed.policy, said, call.now)
    noteUse(call, signed)
  }
  const by = signed?.key ?? call.key
  call.record.requester = by?.owner.id
  authorise({ ...call, key: by }, { access: 's3:PutObject', bucket, name: key })
  const meant = { ...call, key: by, caller: by?.owner }
  return postAnswer(meant, fields, await store(meant, key, fields, file, signed?.policy.length))
}

async function readForm(call: Call): Promise<{ fields: Fields; file: FormFile }> {
  announcedLength(call)
  const chunks = chunksOf(call.request.body, call.request.signal)
  const contentType = header(call.headers, 'content-type') ?? ''
  const { fields: pairs, file } = await readMultipartForm(chunks, contentType)
  const fields = new Map<string, string>()
  for (const [sent, bytes] of pairs) {
    const name = sent.toLowerCase()
    if (fields.has(name) && !name.startsWith('x-ignore-')) {
      throw new OosFault('InvalidArgument', `The field ${sent} comes twice.`)
    }
    fields.set(name, bytes)
  }
  if (file === undefined) {
    const message = 'POST requires a file, in a field named "file" that comes last.'
    throw new OosFault('InvalidArgument', message)
  }
  return { fields, file }
}

// Assumed: of a path, as some browsers send it, the last part is the name of the file, as on Amazon S3.
function keyOf(fields: Fields, file: FormFile): string {
  const given = fields.get('key')
  if (given === undefined) {
    const message = "Bucket POST must contain a field named 'key', before the file."
    throw new OosFault('InvalidArgument', message)
  }
  const fileName = file.name.replace(/^.*[/\\]/s, '')
  const key = fieldText(given).replaceAll('${filename}', () => fileName)
  checkKey(key)
  return key
}

function store(
  call: Call,
  key: string,
  fields: Fields,
  file: FormFile,
  length: LengthRange = { least: 0, most: Infinity },
): Promise<Response> {
  const { method, url, signal } = call.request
  return putObject({
    ...call,
    request: { method, url, signal, body: streamOf(within(file.chunks, length)) },
    headers: headersOf(fields),
    fromWire: false,
    resource: { scope: 'object', bucket: call.resource.bucket, key },
    target: { ...call.target, query: [] },
  })
}

function headersOf(fields: Fields): HeaderFields {
  const names = ['cache-control', 'content-type', 'content-disposition', 'content-encoding']
  const more = ['content-md5', 'expires', 'x-ctyun-data-location', 'x-amz-storage-class']
  const found = [...fields].filter(([name]) => {
    const isOne = [...names, ...more, 'x-amz-website-redirect-location'].includes(name)
    return isOne || name.startsWith('x-amz-meta-')
  })
  const wrong = found.find(([, value]) => !isHeaderValue(value))
  if (wrong !== undefined) throw invalidArgument(...wrong)
  return found
}

// Assumed: the codes, which are those of Amazon S3.
async function* within(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  { least, most }: LengthRange,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > most) {
      const message = 'Your proposed upload exceeds the maximum allowed size.'
      throw new OosFault('EntityTooLarge', message)
    }
    yield chunk
  }
  if (size < least) {
    const message = 'Your proposed upload is smaller than the minimum allowed size.'
    throw new OosFault('EntityTooSmall', message)
  }
}

function streamOf(
  chunks: AsyncGenerator<Uint8Array<ArrayBuffer>, void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

function noteUse({ world, now }: Call, { key: { accessKeyId } }: SignedForm): void {
  if (!world.state.keys.has(accessKeyId)) return
  world.commit({ type: 'useKey', accessKeyId, lastUsed: { date: now, service: 's3' } })
}
