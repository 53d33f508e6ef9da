import type { Transport } from '@oos-js/core'
import { vi } from 'vitest'

/** How often a request tells of its upload. */
const steps = 4

/**
 * An `XMLHttpRequest` for Node, with what is behind it: it tells of the bytes as they leave, a step in each
 * turn of the event loop, before the request is handed on.
 *
 * @param leaving - Told how many requests have bytes that have not left.
 */
export function stubXhr(carry: Transport, leaving: (change: number) => void): void {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
      onload?: () => void
      onerror?: () => void
      onabort?: () => void
      onloadend?: () => void
      responseType = ''
      responseURL = ''
      response: Blob = new Blob()
      status = 0
      statusText = ''
      private method = ''
      private url = ''
      private answered = new Headers()
      private readonly headers = new Headers()
      private readonly controller = new AbortController()

      open(method: string, url: string): void {
        Object.assign(this, { method, url })
      }

      setRequestHeader(name: string, value: string): void {
        this.headers.append(name, value)
      }

      getAllResponseHeaders(): string {
        return [...this.answered].map(([name, value]) => `${name}: ${value}\r\n`).join('')
      }

      abort(): void {
        this.controller.abort()
        this.onabort?.()
        this.onloadend?.()
      }

      send(body?: Blob): void {
        void this.run(body)
      }

      private async leave(total: number, signal: AbortSignal): Promise<void> {
        leaving(1)
        const isLeft = (): boolean => signal.aborted
        for (let step = 0; total > 0 && step <= steps && !isLeft(); step++) {
          await new Promise((resolve) => setImmediate(resolve))
          const loaded = Math.floor((total * step) / steps)
          if (!isLeft()) this.upload.onprogress?.({ loaded, total })
        }
        leaving(-1)
        signal.throwIfAborted()
      }

      private async run(body?: Blob): Promise<void> {
        const { method, url, headers } = this
        const { signal } = this.controller
        try {
          await this.leave(body?.size ?? 0, signal)
          const init = { method, headers, body, signal, redirect: 'manual' } as const
          const response = await carry(url, init)
          this.response = await response.blob()
          signal.throwIfAborted()
          this.status = response.status
          this.answered = response.headers
          this.responseURL = url
          this.onload?.()
        } catch {
          if (signal.aborted) return
          this.onerror?.()
        }
        this.onloadend?.()
      }
    },
  )
}
