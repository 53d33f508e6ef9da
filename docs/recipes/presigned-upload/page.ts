// The page's side: it has no key and needs no SDK.

/** Options of {@link uploadFile}. */
export interface UploadFileOptions {
  /** Told how many bytes the store has, part by part. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
  /** Sends your server a question, and gives the answer; it adds whatever says who the user is. */
  readonly ask: (question: object) => Promise<Response>
  /** Sends a part: `fetch`, or a function over `XMLHttpRequest`. */
  readonly send?: (url: string, init: RequestInit) => Promise<Response>
}

/** Uploads a file in parts that the server signs, three at a time, and gives the object's name. */
export async function uploadFile(
  file: File,
  { ask, send = fetch, onProgress, signal }: UploadFileOptions,
): Promise<string> {
  const tell = async <Answer>(question: object): Promise<Answer> => {
    const response = await ask(question)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as Answer
  }

  const { name, type, size } = file
  const { partSize, ...upload } = await tell<{ key: string; uploadId: string; partSize: number }>({
    do: 'begin',
    name,
    type: type || 'application/octet-stream',
    size,
  })
  const numbers = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => index + 1)
  let sent = 0

  const sendPart = async (partNumber: number): Promise<void> => {
    const body = file.slice((partNumber - 1) * partSize, partNumber * partSize)
    for (let attempt = 1; ; attempt++) {
      // Asked for each time: a link that was made before the laptop slept has ended.
      const part = { do: 'sign', ...upload, partNumber }
      const { url, headers } = await tell<{ url: string; headers: Record<string, string> }>(part)
      signal?.throwIfAborted()
      const init = { method: 'PUT', headers, body, ...(signal && { signal }) }
      const response = await send(url, init).catch(() => undefined)
      signal?.throwIfAborted()
      if (response?.ok) break
      if (attempt === 3) throw new Error(`part ${partNumber}: ${response?.status ?? 'no answer'}`)
    }
    onProgress?.((sent += body.size))
  }

  const lane = async (): Promise<void> => {
    try {
      for (let next; (next = numbers.shift()) !== undefined;) await sendPart(next)
    } catch (error) {
      // The other lanes end with the part that they are at.
      numbers.length = 0
      throw error
    }
  }
  try {
    const lanes = await Promise.allSettled([lane(), lane(), lane()])
    const failed = lanes.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    await tell({ do: 'complete', ...upload })
    return upload.key
  } catch (error) {
    await tell({ do: 'abort', ...upload }).catch(() => undefined)
    throw error
  }
}
