import { readXml, type Call } from '@oos-js/core'

/** Reads a document that does not look like the output: by another shape, and another root if given. */
export function readAs(
  response: Response,
  call: Call,
  asked: { readonly root?: string; readonly output: object },
): Promise<object> {
  const { command } = call
  const operation = { ...command.operation, ...asked }
  return readXml(response, { ...call, command: { ...command, operation } })
}
