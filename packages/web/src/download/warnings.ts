import type { DownloadWarning } from './events.js'
import type { ObjectFacts } from './object-facts.js'

/** What is to be told of an object when its first answer is there. */
export function warningsOf({ object, filtered, partial, size }: ObjectFacts): DownloadWarning[] {
  const warnings: DownloadWarning[] = []
  const hides = (header: string, so: string): string =>
    `CORS does not show ${header}: ${so}. Name it in an ExposeHeader of the bucket's CORS rule.`
  if (!object.ETag) {
    const message = filtered
      ? hides('ETag', 'an upload that is not complete would look the same')
      : 'There is no ETag: what comes is an upload that is not complete yet.'
    warnings.push({ code: filtered ? 'ETagHidden' : 'Unfinished', message })
  }
  if (partial && filtered && size === undefined) {
    const message = hides('Content-Range', 'one more request asks for the size')
    warnings.push({ code: 'ContentRangeHidden', message })
  }
  return warnings
}
