import { xmlAnswer } from '../answers.js'
import type { Call } from '../call.js'
import { element } from '../xml.js'
import { ownerElement } from './elements.js'

/** GET Service (OOS developer document V6, 4.1.1): the caller's buckets, by name. */
export function listBuckets({ world, caller }: Call): Response {
  const own = world.state.buckets.values().filter(({ owner }) => owner.id === caller?.id)
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
