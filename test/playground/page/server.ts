import type { Credentials } from '@oos-js/core'
import type { Conditions, ListedPage, Place } from '../protocol.ts'

/** What the page asks of its own server. Uploads do not go there: those go to the service. */
export const server = {
  place: () => ask<Place>('GET', 'place'),
  keys: () => ask<Credentials>('GET', 'keys'),
  endKeys: () => ask<undefined>('DELETE', 'keys'),
  conditions: () => ask<Conditions>('GET', 'conditions'),
  setConditions: (conditions: Conditions) => ask<Conditions>('PUT', 'conditions', conditions),
  objects: (marker: string | undefined) =>
    ask<ListedPage>('GET', `objects${marker ? `?marker=${encodeURIComponent(marker)}` : ''}`),
}

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/api/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}
