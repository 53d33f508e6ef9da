// Answers small requests in a process of its own, with as little work as can be: what is measured are clients.
import { createServer } from 'node:net'

const head =
  'HTTP/1.1 200 OK\r\nETag: "900150983cd24fb0d6963f7d28e17f72"\r\nx-amz-request-id: 6ac0f3\r\n' +
  'Date: Sun, 22 Nov 2026 20:00:00 GMT\r\nConnection: keep-alive\r\n'
const stored = Buffer.from(`${head}Content-Length: 0\r\n\r\n`)
const content = Buffer.from(`${head}Content-Length: 1024\r\n\r\n${'a'.repeat(1024)}`)

const server = createServer({ noDelay: true }, (socket) => {
  /** Bytes of a request's body that are still to come. */
  let left = 0
  let beginning = ''
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    if (left > 0) left -= chunk.length
    else {
      beginning += chunk.latin1Slice()
      const end = beginning.indexOf('\r\n\r\n')
      if (end < 0) return
      const [, length = 0] = /^content-length: (\d+)/im.exec(beginning) ?? []
      left = Number(length) - (beginning.length - end - 4)
    }
    if (left > 0) return
    socket.write(beginning.startsWith('GET') ? content : stored)
    beginning = ''
  })
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('disconnect', () => process.exit())

// It never sleeps: to wake a process can take longer than to answer.
const turn = () => setImmediate(turn)
turn()
