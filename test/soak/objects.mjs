// Operations on objects: each sends one command or a few, and says what it has learned to the model.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@oos-js/commands'
import { absent, contentOf, hasETag, Violation } from './model.mjs'

const isAbsent = (state) => state === absent
const mebibyte = 1024 * 1024

/** What a worker does most of the time, with weights. */
export const objectOperations = [
  [28, put],
  [22, get],
  [4, getRange],
  [8, head],
  [6, remove],
  [3, removeSome],
  [6, copy],
  [5, list],
  [4, upload],
  [0.1, uploadLarge],
  [2, abort],
]

async function put(worker, key = worker.pickKey()) {
  const { Bucket, call, random } = worker
  const { place, content } = worker.write(key)
  const Metadata = { label: encodeURIComponent(content.label) }
  const Body = bodyOf(content, random)
  const { output } = await call(new PutObjectCommand({ Bucket, Key: key, Body, Metadata }))
  if (output === undefined) place.mayBe(content)
  else acknowledge(place, content, output.ETag)
}

async function get({ Bucket, place, pickKey, call }) {
  const Key = pickKey()
  const codes = ['NoSuchKey']
  const { output, error } = await call(new GetObjectCommand({ Bucket, Key }), {
    codes,
    read: ({ Body }) => Body.arrayBuffer(),
  })
  if (error?.code === 'NoSuchKey') place(Key).found(isAbsent, `${Key} is not there`)
  if (output === undefined) return
  const bytes = Buffer.from(output.content)
  const start = bytes.toString('latin1', 0, 60)
  const what = `${Key} has ${bytes.length} bytes that begin with ${start}`
  place(Key).found((state) => !isAbsent(state) && state.bytes().equals(bytes), what)
}

async function getRange({ Bucket, place, pickKey, call }) {
  const Key = pickKey()
  const { output } = await call(new GetObjectCommand({ Bucket, Key, Range: 'bytes=1-3' }), {
    codes: ['NoSuchKey', 'InvalidRange'],
    read: ({ Body }) => Body.text(),
  })
  if (output === undefined) return
  const fits = (state) =>
    !isAbsent(state) && output.content === String(state.bytes().subarray(1, 4))
  place(Key).found(fits, `bytes 1 to 3 of ${Key} are ${output.content}`)
}

async function head({ Bucket, place, pickKey, call }) {
  const Key = pickKey()
  const codes = ['NotFound']
  const { output, error } = await call(new HeadObjectCommand({ Bucket, Key }), { codes })
  if (error?.code === 'NotFound') place(Key).found(isAbsent, `${Key} is not found`)
  if (output === undefined) return
  const { ETag, ContentLength } = output
  place(Key).found(
    (state) => !isAbsent(state) && hasETag(state, ETag) && ContentLength === state.size,
    `${Key} has ${ContentLength} bytes and the ETag ${ETag}`,
  )
}

async function remove({ Bucket, place, pickKey, call }) {
  const Key = pickKey()
  const { output } = await call(new DeleteObjectCommand({ Bucket, Key }))
  if (output === undefined) place(Key).mayBe(absent)
  else place(Key).is(absent)
}

async function removeSome({ Bucket, place, pickKey, call }) {
  const keys = [...new Set([pickKey(), pickKey(), pickKey()])]
  const Delete = { Objects: keys.map((Key) => ({ Key })) }
  const { output } = await call(new DeleteObjectsCommand({ Bucket, Delete }))
  const deleted = output?.Deleted.map(({ Key }) => Key) ?? []
  for (const key of keys) {
    if (deleted.includes(key)) place(key).is(absent)
    else place(key).mayBe(absent)
  }
  if (output === undefined) return
  const told = [...deleted, ...output.Errors.map(({ Key }) => Key)].sort()
  if (told.join() !== keys.sort().join()) {
    throw new Violation(`DeleteObjects tells of ${told.join()} in place of ${keys.join()}`)
  }
}

async function copy(worker) {
  const { Bucket, place, pickKey, call, retire } = worker
  const [source, target] = [pickKey(), pickKey()]
  const content = place(source).known
  if (content === undefined || content === absent || source === target) return put(worker, source)
  const { output } = await call(
    new CopyObjectCommand({ Bucket, Key: target, CopySource: { Bucket, Key: source } }),
  )
  if (output === undefined) {
    place(target).mayBe(content)
    // A copy that is still under way somewhere must not meet a new source.
    retire(target)
  } else acknowledge(place(target), content, output.ETag)
}

async function list({ Bucket, places, call, random }) {
  const MaxKeys = random.pick([3, 10, 1000])
  const found = new Map()
  for (let Marker; ;) {
    const { output } = await call(new ListObjectsCommand({ Bucket, MaxKeys, Marker }))
    if (output === undefined) return
    for (const { Key, ETag, Size } of output.Contents) found.set(Key, { ETag, Size })
    if (!output.IsTruncated) break
    Marker = output.NextMarker ?? output.Contents.at(-1)?.Key
  }
  for (const [key, place] of places) {
    const entry = found.get(key)
    found.delete(key)
    const what = entry ? `${key} is listed with ${JSON.stringify(entry)}` : `${key} is not listed`
    place.found(
      (state) =>
        isAbsent(state)
          ? entry === undefined
          : entry?.Size === state.size && hasETag(state, entry.ETag),
      what,
    )
  }
  if (found.size > 0)
    throw new Violation(`${[...found.keys()].join()} is listed, but nobody put it`)
}

async function upload(worker, size) {
  const { Bucket, place, pickKey, call, random, newKey, newContent } = worker
  const Key = newKey('upload')
  const first = newContent(size ?? random.below(2000) + 1)
  const source = pickKey()
  const copied = place(source).known
  const { output: created } = await call(new CreateMultipartUploadCommand({ Bucket, Key }))
  if (created === undefined) return
  const { UploadId } = created
  const base = { Bucket, Key, UploadId }

  const isCopy = size === undefined && random.below(3) === 0 && copied?.size > 0
  const command = isCopy
    ? new UploadPartCopyCommand({ ...base, PartNumber: 1, CopySource: { Bucket, Key: source } })
    : new UploadPartCommand({ ...base, PartNumber: 1, Body: bodyOf(first, random) })
  const parts = [{ content: isCopy ? copied : first, ...(await call(command)) }]
  if (size !== undefined) {
    const last = newContent(100)
    const Body = last.bytes()
    const sent = await call(new UploadPartCommand({ ...base, PartNumber: 2, Body }))
    parts.push({ content: last, ...sent })
  }
  const isWhole = parts.every(({ output, content }) => {
    if (output?.ETag !== undefined) checkETag(output.ETag, content, 'a part')
    return output !== undefined
  })
  const { output: listed } = await call(new ListPartsCommand(base))
  if (isWhole && listed !== undefined && listed.Parts.length !== parts.length) {
    throw new Violation(`${listed.Parts.length} of ${parts.length} parts of ${Key} are listed`)
  }

  if (!isWhole || random.below(5) === 0) {
    // Its key is not used again: what an upload that is not complete shows has no ETag.
    await call(new AbortMultipartUploadCommand(base), { codes: ['NoSuchUpload'] })
    return
  }
  const whole = joined(parts.map(({ content }) => content))
  const Parts = parts.map(({ output }, index) => ({ PartNumber: index + 1, ETag: output.ETag }))
  const { output } = await call(
    new CompleteMultipartUploadCommand({ ...base, MultipartUpload: { Parts } }),
    { codes: ['NoSuchUpload'] },
  )
  if (output === undefined) {
    place(Key).mayBe(whole)
    // Known only to the server; it is looked at in the end.
    return
  }
  place(Key).is(whole)
  const { output: read } = await call(new GetObjectCommand({ Bucket, Key }), {
    read: ({ Body }) => Body.arrayBuffer(),
  })
  if (read !== undefined && !whole.bytes().equals(Buffer.from(read.content))) {
    throw new Violation(`${Key} is not what its parts were`)
  }
  const { output: gone } = await call(new DeleteObjectCommand({ Bucket, Key }))
  if (gone === undefined) place(Key).mayBe(absent)
  else worker.places.delete(Key)
}

/** Two parts: the first has the size that OOS wants of all but the last. */
function uploadLarge(worker) {
  return upload(worker, 5 * mebibyte)
}

async function abort(worker) {
  const { Bucket, call, random, pickKey, retire, write } = worker
  const Key = pickKey()
  const { place, content } = write(Key)
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(new Error('enough')), random.below(8))
  const Body = bodyOf(content, random)
  const { output } = await call(new PutObjectCommand({ Bucket, Key, Body }), {
    signal: controller.signal,
  })
  clearTimeout(timer)
  if (output === undefined) {
    place.mayBe(content)
    // What was given up may still arrive after what would be sent next.
    retire(Key)
  } else acknowledge(place, content, output.ETag)
}

function acknowledge(place, content, ETag) {
  place.is(content)
  if (ETag !== undefined) checkETag(ETag, content, 'what was written')
}

function checkETag(ETag, content, what) {
  if (hasETag(content, ETag)) return
  throw new Violation(`the ETag of ${what} is ${ETag} in place of ${content.etag}`)
}

function bodyOf(content, random) {
  const bytes = content.bytes()
  return random.pick([() => bytes, () => new Blob([bytes]), () => bytes.toString('latin1')])()
}

function joined(contents) {
  const bytes = () => Buffer.concat(contents.map((content) => content.bytes()))
  // Nobody says how OOS makes the ETag of an object of several parts.
  return { ...contentOf(contents[0].label, bytes), etag: undefined }
}
