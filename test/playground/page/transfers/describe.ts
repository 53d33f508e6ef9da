import { formatBytes, formatDuration } from '../language/format.ts'
import { texts } from '../language/language.ts'
import type { Transfer } from './transfer.ts'

/** What a transfer is doing, in a word. */
export function stateInWords({ kind, task }: Transfer): string {
  const { state, progress } = task.getSnapshot()
  const { states } = texts()
  if (state !== 'running') return states[state]
  if (progress.phase === 'waiting' || progress.phase === 'hashing') return states[progress.phase]
  return kind === 'download' ? states.receiving : states.running
}

/** What it is like, for its colour. */
export function toneOf({ task }: Transfer): string {
  const { state, progress } = task.getSnapshot()
  return state === 'running' && progress.phase === 'waiting' ? 'waiting' : state
}

/** How far it has come, as phrases in the order of their weight. */
export function progressInWords({ kind, task }: Transfer): string[] {
  const { state, progress } = task.getSnapshot()
  const { total, loaded, confirmed, bytesPerSecond, secondsLeft, parts, files } = progress
  const all = total === undefined ? '?' : formatBytes(total)
  if (state === 'done') return files ? [all, texts().files(files.done, files.total)] : [all]
  const phrases =
    kind === 'download'
      ? [texts().received(formatBytes(loaded), all)]
      : [texts().confirmedOf(formatBytes(confirmed), all)]
  if (files) phrases.push(texts().files(files.done, files.total))
  if (kind !== 'download' && loaded > confirmed) phrases.push(texts().sent(formatBytes(loaded)))
  if (parts?.total !== undefined && parts.total > 1) {
    phrases.push(texts().parts(parts.done, parts.total))
  }
  if (state === 'running' && bytesPerSecond !== undefined) {
    phrases.push(texts().perSecond(formatBytes(bytesPerSecond)))
    if (secondsLeft !== undefined) phrases.push(texts().left(formatDuration(secondsLeft)))
  }
  return phrases
}

/** So many files are named of those that failed. */
const mostNamed = 3

/** What went wrong with a transfer; nothing if nothing did. */
export function problemInWords({ task }: Transfer): string | undefined {
  const { state, error, failed = [] } = task.getSnapshot()
  if (failed.length > 0) {
    const named = failed
      .slice(0, mostNamed)
      .map((one) => texts().announced(one.path, errorInWords(one.error)))
    return [texts().filesFailed(failed.length), ...named].join(' ')
  }
  return state === 'failed' && error !== undefined ? errorInWords(error) : undefined
}

/** What went wrong, and what to do about it. */
function errorInWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
