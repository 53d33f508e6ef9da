/** How far a transfer has come; uploads tell more of it than downloads, and folders count files. */
interface TaskProgress {
  readonly total: number | undefined
  readonly loaded: number
  readonly confirmed: number
  readonly fraction: number | undefined
  readonly bytesPerSecond: number | undefined
  readonly secondsLeft: number | undefined
  readonly parts?: { readonly done: number; readonly total: number | undefined }
  readonly files?: { readonly done: number; readonly failed: number; readonly total: number }
  readonly phase?: string
}

/** What `Upload`, `Download` and `uploadAll` have in common, and what those of many files have besides. */
interface Task {
  getSnapshot(): {
    readonly state: 'idle' | 'running' | 'paused' | 'completing' | 'done' | 'failed' | 'aborted'
    readonly progress: TaskProgress
    readonly error?: unknown
    readonly underWay?: readonly { readonly path: string; readonly progress: TaskProgress }[]
    readonly failed?: readonly { readonly path: string; readonly error: unknown }[]
  }
  subscribe(listener: () => void): () => void
  pause(): void
  resume(): void
  abort(): Promise<void>
}

/** Something that is sent or fetched, and shown as a row. */
export interface Transfer {
  readonly kind: 'upload' | 'folder' | 'download'
  /** Key of the object, or the name of the folder. */
  readonly key: string
  readonly task: Task
  /** Whether it uploads the object of that key. */
  sends(key: string): boolean
  /** Starts it, or goes on after a failure; settles when it has ended, well or not. */
  run(): Promise<unknown>
}

/** Whether nothing more will come of it by itself. */
export function hasEnded({ task }: Transfer): boolean {
  return ['done', 'failed', 'aborted'].includes(task.getSnapshot().state)
}
