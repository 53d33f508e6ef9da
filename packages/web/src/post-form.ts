import {
  Command,
  OosClient,
  readFlatXml,
  type Operation,
  type PostPolicy,
  type UploadProgressEvent,
  type WithMetadata,
} from '@oos-js/core'
import { xhrTransport } from './xhr-transport.js'

/** Options of {@link postForm}. */
export interface PostFormOptions {
  /** More fields of the form, for those that the policy leaves open, for example `Cache-Control`. */
  readonly fields?: Readonly<Record<string, string>> | undefined
  /** Told how much of the file has left, where `XMLHttpRequest` exists. */
  readonly onUploadProgress?: ((progress: UploadProgressEvent) => void) | undefined
  /** Ends the upload; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** What {@link postForm} leaves behind. The members are missing where the policy asks for another status than 201. */
export interface PostFormOutput extends WithMetadata {
  /** Address of the object. */
  Location?: string
  /** Bucket of the object. */
  Bucket?: string
  /** Name of the object. */
  Key?: string
  /** Tag of the object. */
  ETag?: string
}

/**
 * Uploads a file with a form whose policy was signed elsewhere, so that a page needs no key: see
 * `createPostPolicy`. A form that failed for a passing reason is sent again.
 *
 * @throws `OosError`, for example `AccessDenied` when the policy does not allow the file or has ended, and
 * `EntityTooLarge` when the file is larger than it allows.
 *
 * @example
 * ```ts
 * const { Key } = await postForm(file, policy, {
 *   onUploadProgress: ({ loaded, total }) => (bar.value = loaded / total),
 * })
 * ```
 */
export async function postForm(
  file: Blob,
  policy: PostPolicy,
  { fields = {}, onUploadProgress, signal }: PostFormOptions = {},
): Promise<PostFormOutput> {
  const url = new URL(policy.url)
  const client = new OosClient({
    endpoint: url.origin,
    ...('XMLHttpRequest' in globalThis && { fetch: xhrTransport }),
  })
  const type = file.type && !policy.fields['Content-Type'] ? { 'Content-Type': file.type } : {}
  const form = formOf(file, { ...type, ...policy.fields, ...fields })
  return client.send(new PostObject({ Body: form }, policy), {
    signal,
    onUploadProgress,
    middleware: (stack) =>
      stack.with(
        'address',
        (call, next) => {
          const request = { ...call.request, url: policy.url }
          return next({ ...call, request })
        },
        { step: 'wire' },
      ),
  })
}

interface PostObjectInput {
  Body: Blob
}

// POST Object (OOS developer document V6, 4.3.14). It has no bucket and key of its own: the policy's address
// and fields have them.
function operationOf({ fields }: PostPolicy): Operation<PostObjectInput, PostFormOutput> {
  const hasDocument = fields['success_action_status'] === '201'
  return {
    name: 'PostObject',
    method: 'POST',
    input: { Body: 'body' },
    // The page of a proxy is neither the document nor nothing.
    ...(hasDocument && { read: readFlatXml, root: 'PostResponse' }),
    output: { Location: 'string?', Bucket: 'string?', Key: 'string?', ETag: 'string?' },
  }
}

class PostObject extends Command<PostObjectInput, PostFormOutput> {
  constructor(input: PostObjectInput, policy: PostPolicy) {
    super(operationOf(policy), input)
  }
}

/** The form as a Blob, which has a size, can be sent again, and is not read before it leaves. */
function formOf(file: Blob, fields: Readonly<Record<string, string>>): Blob {
  const boundary = `oos-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`
  const { name = 'file' } = file as Partial<File>
  const parts = Object.entries(fields).map(
    ([field, value]) => `${partHead(boundary, field)}\r\n\r\n${value}\r\n`,
  )
  // The file comes last: the service takes no field behind it.
  const head = `${partHead(boundary, 'file')}; filename="${quoted(name)}"\r\nContent-Type: ${
    file.type || 'application/octet-stream'
  }\r\n\r\n`
  const type = `multipart/form-data; boundary=${boundary}`
  return new Blob([...parts, head, file, `\r\n--${boundary}--\r\n`], { type })
}

function partHead(boundary: string, name: string): string {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`
}

/** As browsers write names in forms (WHATWG HTML, multipart/form-data). */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
