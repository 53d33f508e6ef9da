import { parseAst } from 'rollup/parseAst'

/**
 * The strings and member names in a module that minifiers keep and that are odd enough to tell one
 * module from another: at least five characters, not all of them lower-case letters.
 */
export function marksOf(code: string): Set<string> {
  const marks = new Set<string>()
  visit(parseAst(code), (node) => {
    if (node['type'] === 'Literal') add(node['value'])
    if (node['type'] === 'TemplateElement') add((node['value'] as { cooked: unknown }).cooked)
    if (node['computed'] === true) return
    for (const named of [node['key'], node['property']]) add((named as Node | undefined)?.['name'])
  })
  return marks

  function add(text: unknown): void {
    if (typeof text === 'string' && text.length >= 5 && !/^[a-z]*$/.test(text)) marks.add(text)
  }
}

type Node = Record<string, unknown>

function visit(value: unknown, see: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return
  if ('type' in value) see({ ...value })
  for (const child of Object.values(value)) visit(child, see)
}
