import { md5Hex, sendOver, values, type Answer, type Plain } from './client.js'

/** Writes all kinds of things into a bucket of its own, one after another, and knows what must be there. */
export interface Writer {
  /** Goes on until it is over. */
  write(url: string, onWritten: () => void, isOver: () => boolean): Promise<void>
  /** Compares what is there with what must be, and tells every difference. */
  check(url: string): Promise<string[]>
}

/** What is in a bucket, by name: objects and parts by the MD5 of their content. */
type Contents = ReadonlyMap<string, string | undefined>

/** Makes a writer; its bucket is made by its first write. */
export function createWriter(bucket: string, random: () => number): Writer {
  let acknowledged: Contents = new Map()
  /** The same after the write that is under way, which may count already or never. */
  let expected: Contents | undefined
  const pick = (count: number): number => Math.floor(random() * count)
  const keyOf = (): string => `key-${pick(10)}`
  const bodyOf = (): string => `${random()} `.repeat(pick(10) === 0 ? pick(10_000) : pick(100))

  // All of it changes, or nothing.
  const change = async (
    url: string,
    plain: Plain,
    changes: Readonly<Record<string, string | undefined>>,
  ): Promise<void> => {
    expected = new Map([...acknowledged, ...Object.entries(changes)])
    await ask(url, plain)
    acknowledged = expected
    expected = undefined
  }

  const put = (url: string): Promise<void> => {
    const key = keyOf()
    const body = bodyOf()
    const plain = { method: 'PUT', target: `/${bucket}/${key}`, body }
    return change(url, plain, { [`object ${key}`]: md5Hex(body) })
  }

  const remove = (url: string): Promise<void> => {
    const key = keyOf()
    const plain = { method: 'DELETE', target: `/${bucket}/${key}` }
    return change(url, plain, { [`object ${key}`]: undefined })
  }

  const copy = (url: string): Promise<void> => {
    const [from, to] = [keyOf(), keyOf()]
    const content = acknowledged.get(`object ${from}`)
    // Onto itself nothing would change, and that is refused.
    if (content === undefined || from === to) return put(url)
    const headers = [['x-amz-copy-source', `/${bucket}/${from}`]] as const
    const plain = { method: 'PUT', target: `/${bucket}/${to}`, headers, body: '' }
    return change(url, plain, { [`object ${to}`]: content })
  }

  const setWebsite = (url: string): Promise<void> => {
    const website = `page-${pick(1000)}`
    const index = `<IndexDocument><Suffix>${website}</Suffix></IndexDocument>`
    const body = `<WebsiteConfiguration>${index}</WebsiteConfiguration>`
    return change(url, { method: 'PUT', target: `/${bucket}/?website`, body }, { website })
  }

  const upload = async (url: string, onWritten: () => void): Promise<void> => {
    const key = keyOf()
    const target = `/${bucket}/${key}`
    // One whose answer is lost has an id that nobody knows: `read` leaves it out, since it has no parts.
    const begun = await ask(url, { method: 'POST', target: `${target}?uploads` })
    const id = values(begun.text, 'UploadId')[0] ?? ''
    const upload = `${target}?uploadId=${id}`
    onWritten()
    const body = bodyOf()
    const etag = md5Hex(body)
    const part = { method: 'PUT', target: `${target}?partNumber=1&uploadId=${id}`, body }
    await change(url, part, { [`part of ${id}`]: etag })
    onWritten()
    if (pick(4) === 0) {
      const abort = { method: 'DELETE', target: upload }
      return change(url, abort, { [`part of ${id}`]: undefined })
    }
    const list = `<Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part>`
    const complete = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`
    const end = { method: 'POST', target: upload, body: complete }
    return change(url, end, { [`object ${key}`]: etag, [`part of ${id}`]: undefined })
  }

  return {
    async write(url, onWritten, isOver) {
      const kinds = [put, put, put, remove, copy, setWebsite, upload]
      try {
        await change(url, { method: 'PUT', target: `/${bucket}/` }, { bucket })
        while (!isOver()) {
          await kinds[pick(kinds.length)]?.(url, onWritten)
          onWritten()
        }
      } catch (error) {
        if (!isOver()) throw error
      }
    },
    async check(url) {
      const found = await read(url, bucket)
      const wrong = differences(found, acknowledged)
      const isDone = expected !== undefined && differences(found, expected).length === 0
      acknowledged = found
      expected = undefined
      return isDone ? [] : wrong.map((name) => `${bucket}: ${name}`)
    },
  }
}

function differences(one: Contents, other: Contents): string[] {
  const names = new Set([...one.keys(), ...other.keys()])
  return [...names].filter((name) => one.get(name) !== other.get(name))
}

async function read(url: string, bucket: string): Promise<Contents> {
  const found = new Map<string, string>()
  const get = (target: string): Promise<Answer> =>
    ask(url, { method: 'GET', target: `/${bucket}/${target}` })
  const buckets = await ask(url, { method: 'GET', target: '/' })
  if (!values(buckets.text, 'Name').includes(bucket)) return found
  found.set('bucket', bucket)
  for (const key of values((await get('')).text, 'Key')) {
    found.set(`object ${key}`, md5Hex((await get(key)).bytes))
  }
  const website = await get('?website').catch(() => undefined)
  if (website !== undefined) found.set('website', values(website.text, 'Suffix')[0] ?? '')
  const uploads = (await get('?uploads')).text
  const keys = values(uploads, 'Key')
  for (const [index, id] of values(uploads, 'UploadId').entries()) {
    const parts = await get(`${keys[index]}?uploadId=${id}`)
    const [etag] = values(parts.text, 'ETag')
    if (etag !== undefined) found.set(`part of ${id}`, etag.replaceAll('"', ''))
  }
  return found
}

async function ask(url: string, { headers = [], ...plain }: Plain): Promise<Answer> {
  const date = ['date', new Date().toUTCString()] as const
  const answer = await sendOver(url, { ...plain, headers: [...headers, date] })
  if (answer.status < 300) return answer
  throw new Error(`${plain.method} ${plain.target}: ${answer.status} ${answer.text}`)
}
