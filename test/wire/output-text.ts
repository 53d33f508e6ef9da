import type { ObjectBody, ResponseMetadata } from '@oos-js/core'

/** An output as text, in which a date and its text look different. A body is read. */
export async function outputText(output: object): Promise<string> {
  const members = { ...output } as Record<string, unknown>
  const body = members['Body'] as ObjectBody | undefined
  if (body) members['Body'] = await body.text()
  const { status, requestId, attempts } = members['$metadata'] as ResponseMetadata
  members['$metadata'] = { status, requestId, attempts }
  return JSON.stringify(marked(members), undefined, 2)
}

function marked(value: unknown): unknown {
  if (value instanceof Date) return `Date ${value.toISOString()}`
  if (Array.isArray(value)) return value.map(marked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, marked(inner)]))
}
