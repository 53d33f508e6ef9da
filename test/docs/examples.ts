import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../tools/root.ts'

/** A block of code in a comment. */
export interface Example {
  /** What the comment is about: a class, a function or a method. */
  readonly about: string
  readonly file: string
  readonly code: string
}

/** Every block of TypeScript behind an `@example` in the sources of the packages. */
export function examples(): Example[] {
  return readdirSync(join(root, 'packages')).flatMap((name) => {
    const folder = `packages/${name}/src`
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .sort()
      .flatMap((file) => examplesOf(`${folder}/${file}`))
  })
}

function examplesOf(file: string): Example[] {
  const text = readFileSync(join(root, file), 'utf8')
  const documented = text.matchAll(
    /^ *\/\*\*(?:(?!\*\/)[^])*?@example[^]*?\*\/\s*(?:export )?(?:abstract )?(?:class |(?:async )?function\*? )?(\w+)/gm,
  )
  return [...documented].flatMap(([comment, about = '']) => {
    const lines = comment.replace(/^ *\*(?: |$)/gm, '')
    const [, ...tags] = lines.split(/^@/m)
    return tags
      .filter((tag) => tag.startsWith('example'))
      .flatMap((tag) => [...tag.matchAll(/^```ts\n([^]*?)^```$/gm)])
      .map(([, code = '']) => ({ about, file, code }))
  })
}
