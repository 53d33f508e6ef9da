import { describe } from '../demo/describe.mjs'

/**
 * Asks one question. What cannot be found out is an answer as well: one question must not end the others.
 *
 * @returns the answer, whether it is the assumed one, and what it rests on.
 */
export async function ask({ id, question, assumed, find }, context) {
  try {
    const { answer, evidence } = await find(context)
    return { id, question, assumed, answer, evidence, isAssumed: answer === assumed }
  } catch (error) {
    context.signal?.throwIfAborted()
    const evidence = describe(error)
    return { id, question, assumed, answer: 'not found out', evidence, isAssumed: false }
  }
}
