import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'rollup/parseAst'

/** The classes named `XCommand` that a built index exports, as X and the file it comes from. */
export function commandFiles(index: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const statement of parseAst(readFileSync(index, 'utf8')).body) {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.source) continue
    for (const { exported } of statement.specifiers) {
      if (exported.type !== 'Identifier' || !exported.name.endsWith('Command')) continue
      const command = exported.name.slice(0, -'Command'.length)
      // The base class itself may be exported too.
      if (command === '') continue
      found.set(command, join(dirname(index), String(statement.source.value)))
    }
  }
  return found
}

/** The file and the files of its own package that it imports, however indirectly. */
export function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const statement of parseAst(readFileSync(file, 'utf8')).body) {
    if (!('source' in statement) || !statement.source) continue
    const specifier = String(statement.source.value)
    if (specifier.startsWith('.')) withImports(join(dirname(file), specifier), seen)
  }
  return seen
}
