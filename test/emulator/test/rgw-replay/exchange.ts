import { connect } from 'node:net'
import type { Answer } from '../client.js'

/** Sends a message byte by byte as it is, which no client of HTTP does, and reads to the end. */
export function exchange(port: number, [head, body]: readonly [string, string]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    // Who expects 100 sends no body before it comes.
    let waits = /^expect: 100-continue$/im.test(head)
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      if (waits && chunk.toString('latin1').startsWith('HTTP/1.1 100')) socket.write(body)
      waits = false
    })
    socket.on('error', reject)
    socket.on('close', () => {
      resolve(parse(Buffer.concat(chunks)))
    })
    socket.write(`${head}\r\n\r\n${waits ? '' : body}`)
  })
}

function parse(received: Buffer): Answer {
  // Latin-1 keeps the bytes that a header may have.
  const final = received.toString('latin1').replace(/^HTTP\/1\.1 100.*?\r\n\r\n/s, '')
  const [head = '', rest = ''] = final.split(/\r\n\r\n(.*)/s)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const line of lines) {
    const colon = line.indexOf(':')
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const bytes = Buffer.from(rest, 'latin1')
  return { status: Number(first.split(' ')[1]), headers, text: bytes.toString(), bytes }
}
