import { forPages, listen, type Listening } from './listen.ts'

/** A server that refuses a request at once, reads no more of it, and closes the connection. */
export function startRefusing(): Promise<Listening> {
  return listen((_request, response) => {
    response.writeHead(403, { ...forPages, connection: 'close' })
    response.end('<Error><Code>AccessDenied</Code></Error>')
  })
}

/** A server that answers, but for its second request, whose connection it breaks. */
export function startBreaking(): Promise<Listening> {
  let requests = 0
  return listen((request, response) => {
    if (++requests === 2) request.destroy()
    else response.writeHead(200, forPages).end()
  })
}
