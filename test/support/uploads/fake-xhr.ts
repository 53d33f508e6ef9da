import type { Transport } from '@oos-js/core'
import { vi } from 'vitest'
import { askedBy, type Asked } from './operation-of.ts'

/** How often a request tells of its upload. */
const steps = 4

/** What is behind a fake `XMLHttpRequest`. */
export interface FakeNetwork {
  /** Carries a request whose bytes have left. */
  readonly carry: Transport
  /** Told when a request begins, and when it ends. */
  watch(asked: Asked, change: 1 | -1): void
  /** Called when half of the bytes have left: waits, or breaks the connection. */
  halfway(asked: Asked, signal: AbortSignal): Promise<void>
}

/**
 * An `XMLHttpRequest` for Node: it tells of the bytes as they leave, a step in each turn of the event loop,
 * before the request is handed on.
 */
export function stubXhr({ carry, watch, halfway }: FakeNetwork): void {
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

      private async run(body?: Blob): Promise<void> {
        const { method, url } = this
        const asked = askedBy(method, url)
        watch(asked, 1)
        try {
          await this.leave(asked, body?.size ?? 0)
          await this.carry(body)
          this.onload?.()
        } catch {
          if (this.controller.signal.aborted) return
          this.onerror?.()
        } finally {
          watch(asked, -1)
        }
        this.onloadend?.()
      }

      private async leave(asked: Asked, total: number): Promise<void> {
        const { signal } = this.controller
        for (let step = 0; total > 0 && step <= steps; step++) {
          await new Promise((resolve) => setImmediate(resolve))
          if (step === steps / 2) await halfway(asked, signal)
          signal.throwIfAborted()
          this.upload.onprogress?.({ loaded: Math.floor((total * step) / steps), total })
        }
      }

      private async carry(body?: Blob): Promise<void> {
        const { method, url, headers } = this
        const { signal } = this.controller
        const init = { method, headers, body, signal, redirect: 'manual' } as const
        const response = await carry(url, init)
        this.response = await response.blob()
        signal.throwIfAborted()
        this.status = response.status
        this.answered = response.headers
        this.responseURL = url
      }
    },
  )
}
