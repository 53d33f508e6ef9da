import { accessKeys } from './questions/access-keys.mjs'
import { answers } from './questions/answers.mjs'
import { cors } from './questions/cors.mjs'
import { endpoints } from './questions/endpoints.mjs'
import { listings } from './questions/listings.mjs'
import { multipart } from './questions/multipart.mjs'
import { signatures } from './questions/signatures.mjs'
import { writes } from './questions/writes.mjs'

/** Everything that only the live service can tell, each with the answer that this project assumes. */
export const questions = [
  ...signatures,
  ...endpoints,
  ...listings,
  ...writes,
  ...multipart,
  ...cors,
  ...answers,
  ...accessKeys,
]
