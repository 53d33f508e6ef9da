'use client'
import { useEffect, useState } from 'react'

/** The same without the SDK: what Next.js and React weigh. */
export function Nothing() {
  const [said, say] = useState('')
  useEffect(() => {
    if (location.search !== '') nothing().then(say, (error) => say(String(error)))
  }, [])
  return <p id="said">{said}</p>
}

async function nothing() {
  const { endpoint } = Object.fromEntries(new URLSearchParams(location.search))
  const later = await import('./later.js')
  return endpoint ?? later
}
