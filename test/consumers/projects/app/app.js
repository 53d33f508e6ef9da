// Uploads an object and reads it back, uploads a file in parts, and asks for what is not there.
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@oos-js/commands'
import { isOosError, OosClient } from '@oos-js/core'
import { Upload } from '@oos-js/web'

const { endpoint, accessKeyId, secretAccessKey } = Object.fromEntries(
  new URLSearchParams(location.search),
)
const client = new OosClient({ endpoint, credentials: { accessKeyId, secretAccessKey } })

const letter = { Bucket: 'photos', Key: 'letter 世界.txt' }
await client.send(new PutObjectCommand({ ...letter, Body: 'Hello, 世界' }))
const { Body } = await client.send(new GetObjectCommand(letter))
const text = await Body.text()

const film = { Bucket: 'photos', Key: 'film.mp4' }
await new Upload(client, { ...film, source: new Blob([new Uint8Array(11 * 2 ** 20)]) }).done()
const { ContentLength } = await client.send(new HeadObjectCommand(film))

const missing = client.send(new GetObjectCommand({ ...letter, Key: 'missing' }))
const problem = await missing.catch((error) => isOosError(error, 'NoSuchKey'))

document.body.textContent = [text, ContentLength, problem].join(', ')
