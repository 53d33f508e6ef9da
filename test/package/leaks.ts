import { Linter } from 'eslint'
import { builtinModules } from 'node:module'

/** Names that only some runtimes have. */
const foreign = ['process', 'Buffer', 'window', 'document', 'DOMParser']

const message = 'a module of Node'
const builtin = `/^(node:|(${builtinModules.join('|').replaceAll('/', '.')})$)/`

/**
 * What a built module would need of one runtime: free identifiers, which are none where the module declares
 * the name itself, and modules of Node. Read from its syntax tree, so that neither comments nor texts count.
 */
export function leaksOf(code: string): string[] {
  const found = new Linter().verify(code, {
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    // A comment switches nothing off.
    linterOptions: { noInlineConfig: true },
    rules: {
      'no-restricted-globals': ['error', ...foreign],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'self'].flatMap((object) =>
          foreign.map((property) => ({ object, property })),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: `:matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)[source.value=${builtin}]`,
          message,
        },
        {
          selector: `CallExpression[callee.name='require'][arguments.0.value=${builtin}]`,
          message,
        },
      ],
    },
  })
  const broken = found.find(({ fatal }) => fatal)
  if (broken) throw new SyntaxError(broken.message)
  // That a comment was passed over is a warning.
  const leaks = found.filter(({ severity }) => severity === 2)
  return leaks.map(({ line, message: what }) => `line ${line}: ${what}`)
}
