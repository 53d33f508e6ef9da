import { GetObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'

/** Reads on the server what the page has uploaded. */
export default async function Page({ searchParams }) {
  const { endpoint, ...credentials } = await searchParams
  const client = new OosClient({ endpoint, credentials })
  const place = { Bucket: 'photos', Key: 'letter 世界.txt' }
  const { Body } = await client.send(new GetObjectCommand(place))
  return <p id="said">{await Body.text()}</p>
}
