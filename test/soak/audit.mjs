import { absent, say } from './model.mjs'

/** Compares what the server holds in the end, read without the SDK, with what it may hold. */
export function audit(objects, workers) {
  const stored = new Map(objects.map(([bucket, key, ...found]) => [`${bucket}/${key}`, found]))
  const found = []
  for (const { Bucket, places } of workers) {
    for (const [key, { states, history }] of places) {
      const name = `${Bucket}/${key}`
      const [md5, size] = stored.get(name) ?? []
      stored.delete(name)
      const fits = (state) =>
        state === absent ? md5 === undefined : state.md5 === md5 && state.size === size
      if (![...states].some(fits)) {
        const is = md5 === undefined ? absent : `${size} bytes with the MD5 ${md5}`
        found.push(
          `${name} is ${is} in the end, not ${[...states].map(say).join(' or ')}; it ${history.join(', ')}`,
        )
      }
    }
  }
  return [...found, ...[...stored.keys()].map((name) => `${name} is there, but nobody put it`)]
}
