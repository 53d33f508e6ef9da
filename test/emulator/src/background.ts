/** Work that goes on after an answer has gone out, such as copies that triggers make. */
export interface Background {
  /** Takes over a task, which must not fail. */
  add(task: Promise<void>): void
  /** Resolves once no task is left. */
  settled(): Promise<void>
}

/** Starts without any task. */
export function createBackground(): Background {
  const tasks = new Set<Promise<void>>()
  return {
    add(task) {
      tasks.add(task)
      void task.finally(() => tasks.delete(task))
    },
    async settled() {
      // A task may start another.
      while (tasks.size > 0) await Promise.all(tasks)
    },
  }
}
