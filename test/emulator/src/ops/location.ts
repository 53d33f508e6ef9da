import { xmlAnswer } from '../answers.js'
import { bucketOf, type Call } from '../call.js'
import { placesElements } from '../locations.js'
import { element } from '../xml.js'

/**
 * GET Bucket Location (OOS developer document V6, 4.2).
 *
 * Assumed: the root is named as on the vendor's site and in its Go SDK; the document's sample repeats the
 * name of the request's root, CreateBucketConfiguration.
 */
export function getBucketLocation(call: Call): Response {
  const { metadataLocation, dataLocation } = bucketOf(call)
  return xmlAnswer(
    element('BucketConfiguration', ...placesElements(metadataLocation, dataLocation)),
  )
}

/** GET Regions (OOS developer document V6, 4.1): where the account may keep what. */
export function getRegions({ world }: Call): Response {
  const { metadata, data } = world.regions
  return xmlAnswer(
    element(
      'BucketRegions',
      element('MetadataRegions', ...metadata.map((name) => element('Region', name))),
      element('DataRegions', ...data.map((name) => element('Region', name))),
    ),
  )
}
