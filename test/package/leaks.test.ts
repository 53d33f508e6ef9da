import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { leaksOf } from './leaks.ts'

const packages = ['core', 'commands', 'web']
const forNode = 'packages/core/dist/node/'

/** The built modules of a package, relative to the repository. */
function builtOf(name: string): string[] {
  const folder = `packages/${name}/dist`
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => `${folder}/${file}`)
}

const leaksIn = (file: string): string[] => leaksOf(readFileSync(join(root, file), 'utf8'))

describe('what is built', () => {
  it.each(packages)('runs anywhere: %s names nothing that only some runtimes have', (name) => {
    const files = builtOf(name).filter((file) => !file.startsWith(forNode))
    expect(files.length).toBeGreaterThan(10)
    const leaks = files.flatMap((file) => leaksIn(file).map((leak) => `${file}, ${leak}`))
    expect(leaks).toEqual([])
  })

  it('needs Node in core/node alone, and no more of it than its modules', () => {
    const files = builtOf('core').filter((file) => file.startsWith(forNode))
    const leaks = files.flatMap(leaksIn)
    expect(leaks.length).toBeGreaterThan(0)
    expect(leaks.filter((leak) => !leak.endsWith('a module of Node'))).toEqual([])
  })

  it.each(packages)('leads from %s to nothing of core/node, which is asked for by name', (name) => {
    const imports = /from\s*["'][^"']*\/node(\/index\.js)?["']|import\(["'][^"']*\/node\b/
    const files = builtOf(name).filter((file) => !file.startsWith(forNode))
    expect(files.filter((file) => imports.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })
})

describe('a planted leak is found', () => {
  it.each([
    'export const a = () => process.env',
    'export const a = () => typeof process',
    'export const a = () => Buffer.from("a")',
    'export const a = () => window',
    'export const a = () => document.body',
    'export const a = () => new DOMParser()',
    'export const a = () => ({ process })',
    'export const a = () => globalThis.process',
    'export const a = () => globalThis["Buffer"]',
    'export const a = () => process // eslint-disable-line',
    'import "node:fs"',
    'import { request } from "http"',
    'export * from "node:url"',
    'export { join } from "node:path"',
    'export const a = () => import("node:fs/promises")',
    'export const a = () => require("node:fs")',
  ])('%s', (code) => {
    expect(leaksOf(code)).toHaveLength(1)
  })

  it.each([
    '// process and window',
    'export const a = "Buffer"',
    'export const a = (window) => window.process',
    'export const a = { document: 1 }.document',
    'import { document } from "./document.js"; export const a = () => document',
    'import "./node:fs.js"',
  ])('and what is none is not taken for one: %s', (code) => {
    expect(leaksOf(code)).toEqual([])
  })
})
