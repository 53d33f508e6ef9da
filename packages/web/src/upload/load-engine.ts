import { OosError } from '@oos-js/core'

/** All that an application needs only once there is an upload is loaded then. */
export async function loadEngine({
  Bucket,
  Key,
}: {
  readonly Bucket: string
  readonly Key: string
}): Promise<typeof import('./engine.js')> {
  try {
    return await import('./engine.js')
  } catch (cause) {
    throw new OosError({
      code: 'NetworkError',
      message: 'the code that uploads could not be loaded',
      operation: 'Upload',
      bucket: Bucket,
      key: Key,
      hint: 'The network is down, or a new release of the page has removed it: then reload the page.',
      cause,
    })
  }
}
