import { parseEndpoint, wrongOption } from './endpoint.js'
import type { Refuse } from '../fault.js'
import type { Call } from '../middleware.js'
import type { ClientOptions } from '../options.js'
import type { HttpRequest } from './request.js'

/** Finds the service that manages access keys: as given, or by the vendor's pattern of names (assumed). */
export function iamEndpoint({ endpoint, iamEndpoint: given }: ClientOptions): URL {
  if (given !== undefined) return parseEndpoint(given, 'iamEndpoint')
  const derived = endpoint.replace(/(\/\/oos-[a-z\d-]+)(\.ctyunapi\.cn)/, '$1-iam$2')
  if (derived !== endpoint) return parseEndpoint(derived)
  throw wrongOption(
    'iamEndpoint',
    'cannot be derived from this endpoint',
    'Give OosClient the iamEndpoint, for example https://oos-cn-iam.ctyunapi.cn.',
  )
}

/** Writes an input member into the form that is the request's body. */
export function writeField(
  value: string | number | boolean,
  request: HttpRequest,
  _: Refuse,
  member: string,
): void {
  const form = new URLSearchParams(request.body as string | undefined)
  form.set(member, String(value))
  request.body = form.toString()
}

/** Names the operation in the form, in which the service looks for it; one that is there stays. */
export async function addAction({ command, request }: Call): Promise<void> {
  const form = new URLSearchParams(request.body as string | undefined)
  if (!form.has('Action')) form.set('Action', command.operation.name)
  form.set('Version', '2010-05-08')
  request.body = form.toString()
  request.headers.set('content-type', 'application/x-www-form-urlencoded; charset=utf-8')
}
