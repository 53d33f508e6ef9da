// A service that takes uploads in parts and throws them away. Prints its address, and runs until it is killed.
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

const tag = `"${createHash('md5').update('').digest('hex')}"`
/** Sizes of the parts of each upload, by its id. */
const uploads = new Map()

const server = createServer((request, response) => void answer(request, response))

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost')
  const query = url.searchParams
  const origin = request.headers.origin
  if (origin !== undefined) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', 'ETag, Date')
  }
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'GET, HEAD, PUT, POST, DELETE')
    response.setHeader(
      'access-control-allow-headers',
      request.headers['access-control-request-headers'] ?? '',
    )
    response.setHeader('access-control-max-age', '600')
    response.writeHead(204).end()
    return
  }
  let size = 0
  for await (const piece of request) size += piece.length
  if (request.method === 'PUT') {
    uploads.get(query.get('uploadId'))?.set(Number(query.get('partNumber')), size)
    response.setHeader('etag', tag)
    response.end()
  } else response.end(documentOf(request.method, query))
}

function documentOf(method, query) {
  if (query.has('uploads')) {
    const id = `${uploads.size + 1}`
    uploads.set(id, new Map())
    return `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`
  }
  if (method === 'GET') return listing(uploads.get(query.get('uploadId')), query)
  return `<CompleteMultipartUploadResult><ETag>${tag}</ETag></CompleteMultipartUploadResult>`
}

function listing(parts, query) {
  const after = Number(query.get('part-number-marker') ?? 0)
  const numbers = [...parts.keys()].filter((number) => number > after).sort((a, b) => a - b)
  const page = numbers.slice(0, 1000)
  const listed = page.map(
    (number) =>
      `<Part><PartNumber>${number}</PartNumber><LastModified>2024-02-29T12:34:56.000Z</LastModified>` +
      `<ETag>${tag}</ETag><Size>${parts.get(number)}</Size></Part>`,
  )
  const next = `<NextPartNumberMarker>${page.at(-1) ?? after}</NextPartNumberMarker>`
  const more = `<IsTruncated>${page.length < numbers.length}</IsTruncated>`
  return `<ListPartsResult>${next}${more}${listed.join('')}</ListPartsResult>`
}
