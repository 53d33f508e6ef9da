import type { OosClient } from '../client.js'
import type { AnyCommand } from '../command.js'
import type { Authorize, Call, Middleware, Result } from '../middleware.js'

/** Replaces what would send a request again, or read the answer that there is not. */
const pass: Middleware = (call, next) => next(call)

/**
 * Takes a command through a client's steps up to the signature, and leaves the signature to a function:
 * nothing is sent.
 *
 * @param prepare - Changes the request before it is completed.
 */
export async function signWith<Output>(
  client: OosClient,
  command: AnyCommand,
  authorize: (...signing: Parameters<Authorize>) => Promise<Output>,
  prepare: (call: Call) => void = () => undefined,
): Promise<Output> {
  let output: Output | undefined
  await client.send(command, {
    middleware: (stack) =>
      stack
        .with('retry', pass)
        .with('decode', pass)
        .with(
          'prepare',
          (call, next) => {
            prepare(call)
            return next(call)
          },
          { step: 'serialize' },
        )
        .with(
          'authorize',
          (call, next) =>
            next({
              ...call,
              authorize: async (...signing) => {
                output = await authorize(...signing)
                return {} as Result
              },
            }),
          { step: 'attempt' },
        ),
  })
  return output as Output
}
