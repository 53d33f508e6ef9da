import { invalidArgument } from './arguments.js'
import type { Call } from './call.js'
import { OosFault } from './errors.js'
import type { Upload } from './state.js'
import { parameter } from './target.js'

/** The multipart upload a call names; refuses the call if it is not one of this key. */
export function uploadOf({ world, target, resource }: Call): Upload {
  const upload = world.state.uploads.get(parameter(target, 'uploadId') ?? '')
  const isThis = upload?.bucket === resource.bucket && upload.key === resource.key
  if (!isThis) {
    const message =
      'The specified multipart upload does not exist. It may have been aborted or completed.'
    throw new OosFault('NoSuchUpload', message)
  }
  return upload
}

/** The part number a call names. */
export function partNumberOf({ target, world }: Call): number {
  const text = parameter(target, 'partNumber') ?? ''
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (number < 1 || number > world.limits.partNumber) throw invalidArgument('partNumber', text)
  return number
}
