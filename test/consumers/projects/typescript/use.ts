// Compiled with and without the DOM's types, so it names nothing that only one of them has.
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { isOosError, OosClient, type Credentials } from '@oos-js/core'
import { Upload } from '@oos-js/web'

/** Uploads an object and reads it back, uploads a file in parts, and asks for what is not there. */
export async function use(endpoint: string, credentials: Credentials): Promise<string> {
  const client = new OosClient({ endpoint, credentials })
  const letter = { Bucket: 'photos', Key: 'letter 世界.txt' }
  await client.send(new PutObjectCommand({ ...letter, Body: 'Hello, 世界' }))
  const { Body } = await client.send(new GetObjectCommand(letter))
  const text: string = await Body.text()

  const film = { Bucket: 'photos', Key: 'film.mp4' }
  const source = new Blob([new Uint8Array(11 * 2 ** 20)])
  await new Upload(client, { ...film, source }).done()
  const { ContentLength } = await client.send(new HeadObjectCommand(film))

  const missing = client.send(new GetObjectCommand({ ...letter, Key: 'missing' }))
  const problem = await missing.then(
    () => false,
    (error: unknown) => isOosError(error, 'NoSuchKey'),
  )
  return [text, ContentLength, problem].join(', ')
}
