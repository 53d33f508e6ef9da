// eslint --config test/quality/eslint.config.mjs .
import { join } from 'node:path'
import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'
import {
  commandsIndexSyntax,
  emulatorSyntax,
  foreignGlobals,
  nodeSyntax,
  packageSyntax,
} from './restrictions.mjs'

/** Told, or the folder of this file would be taken for the root. */
const typeAware = { projectService: true, tsconfigRootDir: join(import.meta.dirname, '../..') }

const everywhere = {
  // Numbers read well in messages; anything else is likely "[object Object]".
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => events.push(x)` harms nobody.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // `while (true)` with a return inside is often the clearest loop.
  '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
  // An `async` function turns every throw into a rejection, which is a reason to be one.
  '@typescript-eslint/require-await': 'off',
  // An abort rejects with the caller's `signal.reason`, whatever that is.
  '@typescript-eslint/only-throw-error': [
    'error',
    { allowThrowingAny: true, allowThrowingUnknown: true },
  ],
  '@typescript-eslint/prefer-promise-reject-errors': [
    'error',
    { allowThrowingAny: true, allowThrowingUnknown: true },
  ],
  // `text || 'unknown'` means the empty text too; what `&&` yields is no missing value.
  '@typescript-eslint/prefer-nullish-coalescing': [
    'error',
    { ignorePrimitives: { string: true }, ignoreMixedLogicalExpressions: true },
  ],
  // An output with nothing of its own has a name all the same, which editors show.
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
  // Wants `x!` where no-non-null-assertion forbids it.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
  // An error is recognised by its name: another copy of the package made it, perhaps.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  // A leading underscore says "must be here, is not used".
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
  ],
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
}

const promises = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
}

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', 'docs/api/', 'test/.out/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: typeAware },
    rules: everywhere,
  },

  {
    files: ['packages/*/src/**', 'test/emulator/src/**'],
    rules: { 'max-lines': ['error', { max: 250 }] },
  },
  {
    files: ['packages/*/src/**'],
    rules: {
      'no-restricted-globals': ['error', ...foreignGlobals],
      'no-restricted-properties': [
        'error',
        ...foreignGlobals.map((property) => ({ object: 'globalThis', property })),
      ],
      'no-console': 'error',
    },
  },
  ...packageSyntax.map(({ name, syntax }) => ({
    files: [`packages/${name}/src/**`],
    rules: { 'no-restricted-syntax': ['error', ...syntax] },
  })),
  {
    // The one entry that is for Node alone.
    files: ['packages/core/src/node/**'],
    rules: { 'no-restricted-syntax': ['error', ...nodeSyntax] },
  },
  {
    files: ['packages/commands/src/index.ts'],
    rules: { 'no-restricted-syntax': ['error', ...commandsIndexSyntax] },
  },
  {
    files: ['test/emulator/**'],
    rules: { 'no-restricted-syntax': ['error', ...emulatorSyntax] },
  },

  {
    // Tests reach into answers of unknown shape and pass deliberate nonsense.
    files: ['test/**', 'docs/**'],
    ignores: ['test/emulator/src/**'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },

  {
    // Scripts have no types to check, except that a promise is one wherever it comes from.
    files: ['**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: typeAware,
      globals: Object.fromEntries(
        Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
      ),
    },
    rules: { ...promises, 'no-undef': 'error' },
  },
  {
    // Belongs to no TypeScript project.
    files: ['*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: Object.fromEntries(Object.keys(promises).map((name) => [name, 'off'])),
  },
)
