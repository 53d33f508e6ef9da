import { createPostPolicy, handleSignRequest, type Credentials, type OosClient } from '@oos-js/core'
import { answerUpload } from '../../../docs/recipes/presigned-upload/server.ts'

/** What an application's server is made of. */
interface AppParts {
  /** A client with the application's key. */
  readonly client: OosClient
  readonly credentials: Credentials
  readonly bucket: string
}

/** What the only user there is says who they are by. */
const userToken = 'Bearer user-1'

const anyPage = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
}

/** The server of an application, which holds the secret and signs for its pages what user 1 may do. */
export function createApp(parts: AppParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const answer = request.method === 'OPTIONS' ? new Response() : await answerUser(request, parts)
    for (const [name, value] of Object.entries(anyPage)) answer.headers.set(name, value)
    return answer
  }
}

async function answerUser(request: Request, parts: AppParts): Promise<Response> {
  const { client, credentials, bucket } = parts
  const prefix = 'user-1/'
  const maxBytes = 20_000_000
  if (request.headers.get('authorization') !== userToken) return new Response('', { status: 401 })
  switch (new URL(request.url).pathname) {
    case '/form':
      return Response.json(
        await createPostPolicy(client, {
          bucket,
          keyPrefix: prefix,
          maxBytes,
          contentType: 'image/*',
        }),
      )
    case '/sign': {
      const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'] as const
      return handleSignRequest(request, {
        credentials,
        buckets: [bucket],
        keyPrefixes: [prefix],
        methods,
      })
    }
    case '/upload':
      return answerUpload(request, client, { bucket, prefix, maxBytes })
    // What a careless application does, so that a test can see it found.
    case '/careless':
      return Response.json(credentials)
    case '/careless-header': {
      const basic = btoa(`${credentials.accessKeyId}:${credentials.secretAccessKey}`)
      return new Response('', { headers: { 'x-basic': basic } })
    }
    default:
      return new Response('', { status: 404 })
  }
}
