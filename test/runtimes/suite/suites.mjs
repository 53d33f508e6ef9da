import { aborting } from './aborting.mjs'
import { bodies } from './bodies.mjs'
import { downloads } from './downloads.mjs'
import { errors } from './errors.mjs'
import { links } from './links.mjs'
import { listing } from './listing.mjs'
import { retries } from './retries.mjs'
import { signing } from './signing.mjs'
import { timeLimits } from './time-limits.mjs'
import { uploads } from './uploads.mjs'

/** What is shown in every runtime, by the name of its column. */
export const suites = {
  signing,
  bodies,
  downloads,
  aborting,
  'time limits': timeLimits,
  retries,
  uploads,
  listing,
  links,
  errors,
}
