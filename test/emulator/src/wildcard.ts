/**
 * Whether a text is what a pattern says: `*` stands for any characters, `?` for one. It never goes back
 * by more than one `*`, so no pattern takes long.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern)
  const given = Array.from(text)
  let at = 0
  let star = -1
  let resume = 0
  for (let index = 0; index < given.length;) {
    if (wanted[at] === '*') {
      star = at
      at += 1
      resume = index
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[index])) {
      at += 1
      index += 1
    } else if (star !== -1) {
      at = star + 1
      resume += 1
      index = resume
    } else return false
  }
  return wanted.slice(at).every((character) => character === '*')
}
