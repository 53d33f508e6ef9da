'use client'
import { PutObjectCommand } from '@oos-js/commands'
import { OosClient } from '@oos-js/core'
import { useEffect, useState } from 'react'

/** Uploads from the page. */
export function Put() {
  const [said, say] = useState('')
  useEffect(() => {
    if (location.search !== '') put().then(say, (error) => say(String(error)))
  }, [])
  return <p id="said">{said}</p>
}

async function put() {
  const { endpoint, ...credentials } = Object.fromEntries(new URLSearchParams(location.search))
  const client = new OosClient({ endpoint, credentials })
  const place = { Bucket: 'photos', Key: 'letter 世界.txt' }
  const { ETag } = await client.send(new PutObjectCommand({ ...place, Body: 'Hello, 世界' }))
  return ETag
}
