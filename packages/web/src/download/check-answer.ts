import type { OosError } from '@oos-js/core'
import type { DownloadJob } from './job.js'
import type { ObjectFacts } from './object-facts.js'
import type { Stretch } from './plan.js'

/**
 * Refuses an answer that does not bring what was asked for.
 *
 * @param plain - The whole was asked for, not a range.
 * @param known - What the first answer told, if this is a later one.
 */
export function checkAnswer(
  job: DownloadJob,
  answer: ObjectFacts,
  { position }: Stretch,
  plain: boolean,
  known?: ObjectFacts,
): void {
  const { object, encoded, filtered, first = position, partial, size } = answer
  const isRange = partial && first === position
  if (plain ? partial : !isRange && (partial || known)) {
    const message = `bytes from ${plain ? 0 : position} on were asked for, and came from ${first} on`
    throw job.tools.fault({ code: 'InvalidResponse', message })
  }
  if (known) {
    // An upload that is complete by now has got an ETag; an answer that shows none says nothing.
    const isOther = object.ETag !== undefined && object.ETag !== known.object.ETag
    if (isOther || (size ?? known.size) !== (known.size ?? size)) throw changed(job)
    return
  }
  if (!object.ETag && !filtered && !job.options.unfinished) {
    const message = 'there is no ETag: OOS shows an upload so that is not completed yet'
    const hint = 'Wait until it is, or take what there is with `unfinished: true`.'
    throw job.tools.fault({ code: 'Integrity', message, hint })
  }
  if (encoded && job.options.range) throw undivided(job)
}

/** The error of an object that is replaced while it is read. */
export function changed(job: DownloadJob, cause?: unknown): OosError {
  const message = 'the object changed during the download'
  const hint = 'What has come is of its earlier state: start another download.'
  return job.tools.fault({ code: 'PreconditionFailed', message, hint, cause })
}

/** The error of a wish for bytes that cannot be counted. */
export function undivided(job: DownloadJob): OosError {
  const message = 'range is of no use here: the object is stored with a Content-Encoding'
  return job.tools.fault({ code: 'InvalidInput', message, member: 'range' })
}
