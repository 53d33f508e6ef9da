import { ESLint } from 'eslint'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'

// Each rule must refuse its bad snippet and let its good one pass: a selector with a typing error
// in it would otherwise match nothing and never be missed.

// Files that exist, because rules that know types ask which project a file belongs to.
const core = 'packages/core/src/index.ts'
const commands = 'packages/commands/src/index.ts'
const web = 'packages/web/src/index.ts'
const emulator = 'test/emulator/src/index.ts'
const nodeEntry = 'packages/core/src/node/index.ts'
const test = 'test/tools/root.ts'
const script = 'test/size/size.mjs'

interface Case {
  /** Part of the rule's name or of its message. */
  readonly says: string
  readonly file?: string
  readonly bad: string
  readonly good: string
}

const cases: Record<string, Case> = {
  'top-level call': {
    says: 'no calls',
    bad: 'export const a: object = Object.freeze({})',
    good: 'export const a = (): object => Object.freeze({})',
  },
  'top-level call in a static field': {
    says: 'no calls',
    bad: 'export class A { static a: number = Number("1") }',
    good: 'export class A { a: number = Number("1") }',
  },
  'top-level call in an extends clause': {
    says: 'no calls',
    bad: 'declare const f: () => new () => object; export class A extends f() {}',
    good: 'export class A extends Error {}',
  },
  'top-level new': {
    says: 'no `new`',
    bad: 'export const a: Set<string> = new Set()',
    good: 'export function a(): Set<string> { return new Set() }',
  },
  'top-level tagged template': {
    says: 'no tagged templates',
    bad: 'export const a: string = String.raw`a`',
    good: 'export const a = (): string => String.raw`a`',
  },
  'top-level await': {
    says: 'no await',
    bad: 'declare const b: Promise<number>; export const a: number = await b',
    good: 'export const a = async (): Promise<number> => await Promise.resolve(1)',
  },
  'top-level import()': {
    says: 'no import()',
    bad: 'export const a: Promise<unknown> = import("./errors.js")',
    good: 'export const a = (): Promise<unknown> => import("./errors.js")',
  },
  'top-level spread': {
    says: 'no spreads',
    bad: 'const a = { b: 1 }; export const c: object = { ...a }',
    good: 'export const c = (a: object): object => ({ ...a })',
  },
  'top-level computed key in an object': {
    says: 'no computed keys',
    bad: 'const a = "b"; export const c: object = { [a]: 1 }',
    good: 'export const c: object = { b: 1 }',
  },
  'top-level computed key in a class': {
    says: 'no computed keys',
    bad: 'const a = "b"; export class C { [a](): void { this.toString() } }',
    good: 'export class C { *[Symbol.iterator](): Iterator<number> { yield 1 } }',
  },
  'static block': {
    says: 'no static blocks',
    bad: 'export class A { static { this.name } }',
    good: 'export class A { static readonly a = 1 }',
  },
  enum: { says: 'no enums', bad: 'export enum A { B }', good: 'export type A = "B"' },
  'export *': {
    says: 'name what you export',
    bad: 'export * from "./errors.js"',
    good: 'export { OosError } from "./errors.js"',
  },
  'export * in the commands': {
    says: 'no enums',
    file: commands,
    bad: 'export enum A { B }',
    good: 'export * from "./object/PutObject.js"',
  },
  'core imports none of ours': {
    says: 'none of our packages',
    bad: 'export type { X } from "@oos-js/commands"',
    good: 'export type { X } from "./errors.js"',
  },
  'commands import core only': {
    says: 'only core',
    file: commands,
    bad: 'import "@oos-js/web"',
    good: 'import "@oos-js/core"',
  },
  'commands import core only, also later': {
    says: 'only core',
    file: commands,
    bad: 'export const a = (): Promise<unknown> => import("@oos-js/web")',
    good: 'export const a = (): Promise<unknown> => import("@oos-js/core")',
  },
  'commands import core only, also in types': {
    says: 'only core',
    file: commands,
    bad: 'export type A = import("@oos-js/web").Upload',
    good: 'export type A = import("@oos-js/core").OosClient',
  },
  'web imports core and commands only': {
    says: 'only core and commands',
    file: web,
    bad: 'import "@oos-js/emulator"',
    good: 'import "@oos-js/commands"; import "@oos-js/core"',
  },
  'no way around a package name': {
    says: 'by its name',
    file: web,
    bad: 'import "../../core/src/index.js"',
    good: 'import "../xml/core.js"',
  },
  'the emulator imports none of ours': {
    says: 'none of our packages',
    file: emulator,
    bad: 'import "@oos-js/core"',
    good: 'import "node:http"',
  },
  'no Node modules': {
    says: 'no Node modules',
    bad: 'import "node:fs"',
    good: 'import "fast-xml-parser"',
  },
  'no Node modules beside the part that is for Node': {
    says: 'no Node modules',
    file: 'packages/core/src/transport.ts',
    bad: 'import "node:fs"',
    good: 'import "./errors.js"',
  },
  'no Node globals where core is for Node alone': {
    says: 'no-restricted-globals',
    file: nodeEntry,
    bad: 'export const a = (): unknown => process.env',
    good: 'import { env } from "node:process"; export const a = (): unknown => env',
  },
  'no other package where core is for Node alone': {
    says: 'none of our packages',
    file: nodeEntry,
    bad: 'import "@oos-js/commands"',
    good: 'import "node:http"',
  },
  'no Node globals': {
    says: 'no-restricted-globals',
    bad: 'export const a = (): unknown => process.env',
    good: 'export const a = (process: { env: unknown }): unknown => process.env',
  },
  'no browser globals': {
    says: 'no-restricted-globals',
    bad: 'export const a = (): unknown => new DOMParser()',
    good: 'export const a = (): unknown => new Headers()',
  },
  'no way around globals': {
    says: 'no-restricted-properties',
    bad: 'export const a = (): unknown => globalThis.document',
    good: 'export const a = (): unknown => globalThis.fetch',
  },
  'no console': {
    says: 'no-console',
    bad: 'export const a = (): void => { console.log(1) }',
    good: 'export const a = (log: () => void): void => { log() }',
  },
  'short files': {
    says: 'max-lines',
    bad: '// a\n'.repeat(251),
    good: '// a\n'.repeat(250).trimEnd(),
  },
  'short files in the emulator': {
    says: 'max-lines',
    file: emulator,
    bad: '// a\n'.repeat(251),
    good: '// a\n'.repeat(250).trimEnd(),
  },
  'no any': {
    says: '@typescript-eslint/no-explicit-any',
    bad: 'export const a = (b: any): void => { String(b) }',
    good: 'export const a = (b: unknown): void => { String(b) }',
  },
  'no floating promises': {
    says: '@typescript-eslint/no-floating-promises',
    bad: 'export function a(b: Promise<void>): void { b }',
    good: 'export async function a(b: Promise<void>): Promise<void> { await b }',
  },
  'no floating promises in tests': {
    says: '@typescript-eslint/no-floating-promises',
    file: test,
    bad: 'export function a(b: Promise<void>): void { b }',
    good: 'export function a(b: Promise<void>): void { void b }',
  },
  'no floating promises in scripts': {
    says: '@typescript-eslint/no-floating-promises',
    file: script,
    bad: 'fetch("http://127.0.0.1")',
    good: 'await fetch("http://127.0.0.1")',
  },
  'no misused promises': {
    says: '@typescript-eslint/no-misused-promises',
    bad: 'export const a = (b: Promise<boolean>): number => (b ? 1 : 2)',
    good: 'export const a = async (b: Promise<boolean>): Promise<number> => ((await b) ? 1 : 2)',
  },
  'no unknown globals in scripts': {
    says: 'no-undef',
    file: script,
    bad: 'window.close()',
    good: 'process.exit()',
  },
}

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: join(root, 'test/quality/eslint.config.mjs'),
})

async function complaints(code: string, file: string): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) })
  const parsing = result?.messages.find(({ fatal }) => fatal)
  if (result === undefined || parsing) throw new Error(parsing?.message ?? `${file} is ignored`)
  const lines = result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
  return lines.join('\n').toLowerCase()
}

describe.each(Object.entries(cases))('%s', (_name, { says, file = core, bad, good }) => {
  it('refuses what it must', { timeout: 60_000 }, async () => {
    expect(await complaints(bad, file)).toContain(says.toLowerCase())
  })

  it('allows what is right', { timeout: 60_000 }, async () => {
    expect(await complaints(good, file)).not.toContain(says.toLowerCase())
  })
})
