/** How far a transfer has come; uploads tell more of it than downloads. */
interface TaskProgress {
  readonly total: number | undefined
  readonly loaded: number
  readonly confirmed: number
  readonly fraction: number | undefined
  readonly bytesPerSecond: number | undefined
  readonly secondsLeft: number | undefined
  readonly parts?: { readonly done: number; readonly total: number | undefined }
  readonly phase?: string
}

/** What `Upload` and `Download` have in common. */
interface Task {
  getSnapshot(): {
    readonly state: 'idle' | 'running' | 'paused' | 'completing' | 'done' | 'failed' | 'aborted'
    readonly progress: TaskProgress
    readonly error?: unknown
  }
  subscribe(listener: () => void): () => void
  pause(): void
  resume(): void
  abort(): Promise<void>
}

/** Something that is sent or fetched, and shown as a row. */
export interface Transfer {
  readonly kind: 'upload' | 'download'
  /** Key of the object. */
  readonly key: string
  readonly task: Task
  /** Starts it, or goes on after a failure; settles when it has ended, well or not. */
  run(): Promise<unknown>
}

/** Whether nothing more will come of it by itself. */
export function hasEnded({ task }: Transfer): boolean {
  return ['done', 'failed', 'aborted'].includes(task.getSnapshot().state)
}
