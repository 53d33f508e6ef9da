/** A request as a test picks it: by what it asks for, and the part it is about. */
export interface Asked {
  readonly operation: string
  readonly part: number | undefined
}

/** What a request of an upload asks for, by its method and address alone. */
export function askedBy(method: string, url: string): Asked {
  const { searchParams } = new URL(url)
  const has = (name: string): boolean => searchParams.has(name)
  const part = has('partNumber') ? Number(searchParams.get('partNumber')) : undefined
  return { operation: operationOf(method, has), part }
}

function operationOf(method: string, has: (name: string) => boolean): string {
  if (method === 'PUT') return has('partNumber') ? 'UploadPart' : 'PutObject'
  if (method === 'POST') return has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload'
  if (method === 'DELETE') return 'AbortMultipartUpload'
  if (method === 'HEAD') return 'HeadObject'
  return has('uploadId') ? 'ListParts' : 'ListMultipartUploads'
}
