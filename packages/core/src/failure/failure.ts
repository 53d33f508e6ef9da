/**
 * What is needed when something went wrong, in a module that is loaded only then. It imports nothing that
 * the base has too: bundlers would split the base in two.
 */
export { factsOf, isForeign } from './error-answer.js'
export { inWords } from './in-words.js'
export { whyLost } from './lost.js'
export { isRetryable } from './backoff.js'
export { waitAfter } from './wait-after.js'
