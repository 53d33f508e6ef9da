import type { RunnerTask } from 'vitest'
import type { Asked } from '../operation-of.ts'

/** What goes wrong. */
export const faults = [
  'cut',
  'stall',
  '500',
  '503 with Retry-After',
  'truncated answer',
  'hidden ETag',
  'expired credentials',
  'offline',
  'clock jump',
] as const

/** Where it does, in an upload of three parts. */
export const places = ['first part', 'middle part', 'last part', 'Create', 'Complete'] as const

export type Fault = (typeof faults)[number]
export type Place = (typeof places)[number]

/** The request that is meant by a place. */
export const requestAt: Readonly<Record<Place, Asked>> = {
  'first part': { operation: 'UploadPart', part: 1 },
  'middle part': { operation: 'UploadPart', part: 2 },
  'last part': { operation: 'UploadPart', part: 3 },
  Create: { operation: 'CreateMultipartUpload', part: undefined },
  Complete: { operation: 'CompleteMultipartUpload', part: undefined },
}

/**
 * The cells of a matrix that no test of a file fills: `cut at first part`. A test fills a cell if its title
 * names that behind its rows, unless it is skipped.
 *
 * @param group - Title of the group of tests that has to fill all of them.
 */
export function missingCells(
  kinds: readonly string[],
  group: string,
  tasks: readonly RunnerTask[],
): string[] {
  const titles = tasks.flatMap((task) => titlesIn(task, group, false))
  return kinds
    .flatMap((kind) => places.map((place) => `${kind} at ${place}`))
    .filter(
      (cell) =>
        !titles.some((title) => title.includes(`: ${cell},`) || title.includes(`: ${cell}:`)),
    )
}

function titlesIn(task: RunnerTask, group: string, isInside: boolean): string[] {
  if (task.mode === 'skip' || task.mode === 'todo') return []
  if (task.type === 'test') return isInside ? [task.name] : []
  return task.tasks.flatMap((child) => titlesIn(child, group, isInside || task.name === group))
}
