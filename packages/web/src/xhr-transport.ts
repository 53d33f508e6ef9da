import type { TransportInit } from '@oos-js/core'

/**
 * A transport that sends by `XMLHttpRequest`, which alone shows a page the bytes of an upload as they leave:
 * with it `onUploadProgress` is called. It sends whole bodies and gives whole answers: downloads are better
 * left to `fetch`. Browsers follow redirects here whatever one does: the answer is then `Redirect` all the
 * same, but the other server has seen what the browser sent on.
 *
 * @example
 * ```ts
 * const client = new OosClient({ endpoint: 'https://oos-cn.ctyunapi.cn', fetch: xhrTransport })
 * ```
 */
export function xhrTransport(url: string, init: TransportInit): Promise<Response> {
  const { method, headers, body, signal, onUploadProgress } = init
  return new Promise<Response>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    const abort = (): void => {
      // Before `onabort` is called.
      reject(signal?.reason as Error)
      xhr.abort()
    }
    xhr.open(method, url)
    for (const [name, value] of headers) xhr.setRequestHeader(name, value)
    xhr.responseType = 'blob'
    xhr.onload = () => {
      resolve(isSame(xhr.responseURL, url) ? responseOf(xhr, method) : redirected())
    }
    // Browsers abort on their own when the page is left.
    xhr.onerror = xhr.onabort = () => {
      reject(new TypeError('Failed to send'))
    }
    xhr.onloadend = () => {
      signal?.removeEventListener('abort', abort)
    }
    if (onUploadProgress) {
      xhr.upload.onprogress = ({ loaded, total }) => {
        onUploadProgress({ loaded, total })
      }
    }
    signal?.addEventListener('abort', abort)
    if (signal?.aborted) abort()
    else xhr.send(body as XMLHttpRequestBodyInit | undefined)
  })
}

/** What `fetch` would have shown of it, with one of its statuses: which one it was nobody can tell. */
function redirected(): Response {
  return new Response(null, { status: 307 })
}

/** Some old browsers leave the address of the answer empty. */
function isSame(answered: string, asked: string): boolean {
  return answered === '' || new URL(answered).href === new URL(asked).href
}

function responseOf(xhr: XMLHttpRequest, method: string): Response {
  const { status, statusText } = xhr
  const hasNoBody = method === 'HEAD' || status === 204 || status === 205 || status === 304
  const headers = new Headers()
  for (const line of xhr.getAllResponseHeaders().split('\r\n')) {
    const [, name, value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? []
    if (name !== undefined) headers.append(name, value)
  }
  return new Response(hasNoBody ? null : (xhr.response as Blob), { status, statusText, headers })
}
