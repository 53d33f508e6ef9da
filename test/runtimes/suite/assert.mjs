// No test framework runs in every runtime, so this is all there is of one.

/** Throws unless both are the same when written as JSON, members in any order. */
export function equal(actual, expected, what = 'value') {
  const [got, wanted] = [actual, expected].map(write)
  if (got !== wanted) throw new Error(`${what}: got ${got}, wanted ${wanted}`)
}

/** Throws unless the text has that piece. */
export function includes(text, piece) {
  if (!String(text).includes(piece)) throw new Error(`"${piece}" is not in: ${text}`)
}

/** What a promise rejects with; that it does not is an error. */
export async function rejection(promise) {
  let value
  try {
    value = await promise
  } catch (error) {
    return error
  }
  throw new Error(`it was resolved with ${write(value)}`)
}

function write(value) {
  const text = JSON.stringify(value, (_, part) => {
    if (Object.prototype.toString.call(part) !== '[object Object]') return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
  return text ?? String(value)
}
