// House rules that no plugin knows, as selectors for ESLint's no-restricted-syntax.

/**
 * Work done while a module loads. Bundlers keep what they cannot prove harmless, so a command that
 * does any of this would be in every bundle. Instance fields are not meant: they run in `new`.
 */
const atTopLevel = ':not(:function *):not(PropertyDefinition[static=false] *)'
const topLevel = (what) =>
  `No ${what} at the top level of a module: bundlers could not leave it out.`

const topLevelWork = [
  { selector: `CallExpression${atTopLevel}`, message: topLevel('calls') },
  { selector: `NewExpression${atTopLevel}`, message: topLevel('`new`') },
  { selector: `TaggedTemplateExpression${atTopLevel}`, message: topLevel('tagged templates') },
  { selector: `AwaitExpression${atTopLevel}`, message: topLevel('await') },
  { selector: `ImportExpression${atTopLevel}`, message: topLevel('import()') },
  { selector: `SpreadElement${atTopLevel}`, message: topLevel('spreads') },
  { selector: `Property[computed=true]${atTopLevel}`, message: topLevel('computed keys') },
  {
    // A well-known symbol is the one computed key that cannot be written otherwise.
    selector: `:matches(MethodDefinition, PropertyDefinition)[computed=true]:not([key.object.name='Symbol'])${atTopLevel}`,
    message: topLevel('computed keys'),
  },
  { selector: 'StaticBlock', message: topLevel('static blocks') },
  { selector: 'TSEnumDeclaration', message: 'No enums: use a union of strings.' },
]

const exportAll = {
  selector: 'ExportAllDeclaration',
  message: 'Name what you export: the index is the table of contents.',
}

/** Every way to name a module; `pattern` is the inside of a regular expression without slashes. */
const imports = (pattern, message) => ({
  selector: [
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'ImportExpression',
    'TSImportType',
  ]
    .map((kind) => `${kind}[source.value=/${pattern}/]`)
    .join(', '),
  message,
})

const nodeModules = imports('^node:', 'The packages run in browsers too: no Node modules.')

/** Another package's files, reached around its name; `.` stands for a slash. */
const otherSources = imports(
  '^[.][.].*.(core|commands|web|emulator).(src|dist).',
  'Import another package by its name.',
)

const onlyOurs = (allowed) =>
  imports(
    allowed.length === 0 ? '^@oos-js.' : `^@oos-js.(?!(${allowed.join('|')})$)`,
    allowed.length === 0
      ? 'This imports none of our packages.'
      : `Of our packages, this imports only ${allowed.join(' and ')}.`,
  )

/** Which of our packages each one may import. The emulator must not agree with the SDK by sharing it. */
const dependencies = { core: [], commands: ['core'], web: ['core', 'commands'] }

export const packageSyntax = Object.entries(dependencies).map(([name, allowed]) => ({
  name,
  syntax: [...topLevelWork, exportAll, nodeModules, otherSources, onlyOurs(allowed)],
}))

export const nodeSyntax = packageSyntax
  .find(({ name }) => name === 'core')
  .syntax.filter((rule) => rule !== nodeModules)

export const commandsIndexSyntax = packageSyntax
  .find(({ name }) => name === 'commands')
  .syntax.filter((rule) => rule !== exportAll)

export const emulatorSyntax = [exportAll, otherSources, onlyOurs([])]

/** Names that exist in one environment only. */
export const foreignGlobals = ['process', 'Buffer', 'global', 'window', 'document', 'DOMParser']
