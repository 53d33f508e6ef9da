import { xmlAnswer } from '../answers.js'
import type { Call } from '../call.js'
import { compareUtf8 } from '../sorted-map.js'
import { ownedPlace, type Bucket, type Owner, type State } from '../state.js'
import { element } from '../xml.js'
import { ownerElement } from './elements.js'

/** GET Service (OOS developer document V6, 4.1.1): the caller's buckets, by name. */
export function listBuckets({ world, caller }: Call): Response {
  const own = caller === undefined ? [] : bucketsOf(world.state, caller)
  const buckets = own.map((bucket) =>
    element(
      'Bucket',
      element('Name', bucket.name),
      element('CreationDate', new Date(bucket.created).toISOString()),
    ),
  )
  const root = element(
    'ListAllMyBucketsResult',
    ownerElement('Owner', caller),
    element('Buckets', ...buckets),
  )
  return xmlAnswer(root, 'http://doc.s3.amazonaws.com/2006-03-01')
}

function bucketsOf({ owned, buckets }: State, owner: Owner): Bucket[] {
  const first = ownedPlace(owner, '')
  const found: Bucket[] = []
  for (const [place, name] of owned.seek((other) => compareUtf8(other, first) < 0)) {
    const bucket = buckets.get(name)
    if (!place.startsWith(first) || bucket === undefined) break
    found.push(bucket)
  }
  return found
}
