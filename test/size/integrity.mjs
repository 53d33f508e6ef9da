// What a page names so that a browser runs the single file only as it was built.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The value of the attribute `integrity` for a file. */
export function integrityOf(file) {
  return `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`
}

/** The page with that value in the place of another; a page that should name one must have it already. */
export function writeIntegrity(page, integrity) {
  if (integrity === undefined) return page
  const value = /sha384-[\w+/]{64}/g
  if (!value.test(page)) throw new Error('there is no hash of oos.min.js')
  return page.replaceAll(value, integrity)
}
