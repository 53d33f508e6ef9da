import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../tools/root.ts'

/**
 * Secrets that are known not to be real, and names of variables of the environment. The last one is printed in
 * the vendor's document (V6, 4.3.14).
 */
const samples =
  /example|emulator|ordinary|not-a-secret|test|rgw|demo|^wrong\/|^OOS_[A-Z_]+$|^uV3F3YluFJax1cknvbcGwgjvx4QpvB\+leU8dUj2o$/i

/** What stands behind a name such as `secretAccessKey`, `SecretAccessKey` or `S3_SECRET_KEY`. */
const assigned = /secret\w*["']?\s*(?::-|[:=>])\s*["'`]?([\w+/=-]{16,})/gi

/** Every text of the repository, but for what is installed, built or locked. */
function textFiles(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.(?:[cm]?[jt]sx?|vue|html|http|jsonl?|md|sh|ya?ml)$/.test(file) &&
      !/(?:^|\/)(?:node_modules|dist|\.git|\.out|DIR|package-lock\.json)(?:\/|$)/.test(file),
  )
}

function secretsIn(text: string): string[] {
  return [...text.matchAll(assigned)].map(([, secret = '']) => secret)
}

it('S16: no file of the repository has a secret that could be real', () => {
  const found = textFiles().flatMap((file) =>
    secretsIn(readFileSync(join(root, file), 'utf8')).map((secret) => `${file}: ${secret}`),
  )
  // Without this a search that finds nothing would pass.
  expect(found.length).toBeGreaterThan(20)
  expect(found.filter((line) => !samples.test(line.split(': ')[1] ?? ''))).toEqual([])
})

// In two pieces, or this file would have one.
const likely = ['kX3v9QmT7pLz2RwY5nBc', '8FhJ4sDg6VaE1uNi0oKq'].join('')

it.each([
  `secretAccessKey: '${likely}'`,
  `"SecretAccessKey": "${likely}"`,
  `<SecretAccessKey>${likely}</SecretAccessKey>`,
  `OOS_SECRET=${likely}`,
])('S16: one would be found: %s', (line) => {
  expect(secretsIn(line).filter((secret) => !samples.test(secret))).toEqual([likely])
})
