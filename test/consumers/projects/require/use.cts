// CommonJS, as much code on Node still is: `require` of ES modules.
import core = require('@oos-js/core')
import commands = require('@oos-js/commands')
import web = require('@oos-js/web')

async function main(): Promise<void> {
  const [endpoint = '', accessKeyId = '', secretAccessKey = ''] = process.argv.slice(2)
  const client = new core.OosClient({ endpoint, credentials: { accessKeyId, secretAccessKey } })
  const letter = { Bucket: 'photos', Key: 'letter 世界.txt' }
  await client.send(new commands.PutObjectCommand({ ...letter, Body: 'Hello, 世界' }))
  const { Body } = await client.send(new commands.GetObjectCommand(letter))

  const film = { Bucket: 'photos', Key: 'film.mp4' }
  const source = new Blob([new Uint8Array(11 * 2 ** 20)])
  await new web.Upload(client, { ...film, source }).done()
  const { ContentLength } = await client.send(new commands.HeadObjectCommand(film))
  console.log([await Body.text(), ContentLength].join(', '))
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
