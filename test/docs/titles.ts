import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { placesOf, type Place } from '../places.ts'
import { root } from '../tools/root.ts'

/** A test as its file says it. */
export interface TitledTest {
  /** Relative to the repository. */
  readonly file: string
  readonly title: string
  readonly runsIn: readonly Place[]
}

/** Every test that is never skipped, found by reading the files: none of them runs. */
export function titledTests(): TitledTest[] {
  return testFiles().flatMap((file) => {
    const runsIn = placesOf(file)
    return titlesOf(readFileSync(join(root, file), 'utf8')).map((title) => ({
      file,
      title,
      runsIn,
    }))
  })
}

/** The titles of `it(...)` and `it.each(...)(...)`, placeholders as they are written. */
export function titlesOf(source: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const title = node.arguments[0]
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text)
      else if (title !== undefined && ts.isTemplateExpression(title)) titles.push(title.head.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('tests.ts', source, ts.ScriptTarget.ES2022))
  return titles
}

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/(^|\/)(node_modules|dist|\.out)\//.test(file))
    .sort()
    .map((file) => `test/${file}`)
}

function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'it' || callee.text === 'test'
  if (ts.isCallExpression(callee)) return isTest(callee.expression)
  if (!ts.isPropertyAccessExpression(callee)) return false
  return /^(each|for|concurrent|sequential)$/.test(callee.name.text) && isTest(callee.expression)
}
