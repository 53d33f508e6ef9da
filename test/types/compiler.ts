import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../tools/root.ts'

const config = join(root, 'test/tsconfig.json')

/** The compiler, asked about files of the tests, or texts in the place of such. */
export interface Compiler {
  /** What it refuses in a file, one line each. */
  complaints(file: string): string[]
  /** What an editor shows for the first `name` in a file. */
  hover(file: string, name: string): string
}

/** Starts the compiler with the settings of the tests, and others; `texts` are files that are not on disk. */
export function createCompiler(
  files: readonly string[],
  texts: Readonly<Record<string, string>> = {},
  others: ts.CompilerOptions = {},
): Compiler {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, join(root, 'test'))
  const pathOf = (file: string): string => join(root, file)
  const virtual = new Map(Object.entries(texts).map(([file, text]) => [pathOf(file), text]))
  const read = (path: string): string | undefined => virtual.get(path) ?? ts.sys.readFile(path)
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, ...others }),
    getScriptFileNames: () => [...files.map(pathOf), ...virtual.keys()],
    getScriptVersion: () => '1',
    getScriptSnapshot(path) {
      const text = read(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => virtual.has(path) || ts.sys.fileExists(path),
    readFile: read,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath!,
  })

  return {
    complaints: (file) =>
      [
        ...service.getSyntacticDiagnostics(pathOf(file)),
        ...service.getSemanticDiagnostics(pathOf(file)),
      ].map(({ file: source, start = 0, messageText }) => {
        const line = source === undefined ? 0 : source.getLineAndCharacterOfPosition(start).line + 1
        return `${file}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
      }),
    hover(file, name) {
      const position = read(pathOf(file))!.search(new RegExp(`\\b${name}\\b`))
      const info = service.getQuickInfoAtPosition(pathOf(file), position)
      return ts.displayPartsToString(info?.displayParts)
    },
  }
}
