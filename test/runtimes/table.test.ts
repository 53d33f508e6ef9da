import { describe, expect, it } from 'vitest'
import { gapsOf, textOf, type Cell } from './table.ts'

const runtimes = ['Deno', 'Bun']
const suites = ['bodies', 'uploads']
const green: Cell = { passed: 3, all: 3 }
const whole = { bodies: green, uploads: green }

describe('the table of runtimes', () => {
  it('has no gap when every suite passed in every runtime', () => {
    const table = new Map([
      ['Deno', whole],
      ['Bun', whole],
    ])
    expect(gapsOf(table, runtimes, suites)).toEqual([])
    expect(textOf(table, runtimes, suites)).not.toContain('MISSING')
  })

  it('has a gap for a suite that was not run in one of them', () => {
    const table = new Map<string, Record<string, Cell>>([
      ['Deno', whole],
      ['Bun', { bodies: green }],
    ])
    expect(gapsOf(table, runtimes, suites)).toEqual(['Bun, uploads: was not run'])
    expect(textOf(table, runtimes, suites)).toMatch(/^Bun {3}3\/3 {5}MISSING *$/m)
  })

  it('has gaps for a runtime that was not run at all', () => {
    expect(gapsOf(new Map([['Deno', whole]]), runtimes, suites)).toEqual([
      'Bun, bodies: was not run',
      'Bun, uploads: was not run',
    ])
  })

  it('has a gap for a suite that failed, or has nothing in it', () => {
    const table = new Map([
      ['Deno', whole],
      ['Bun', { bodies: { passed: 2, all: 3 }, uploads: { passed: 0, all: 0 } }],
    ])
    expect(gapsOf(table, runtimes, suites)).toEqual([
      'Bun, bodies: 1 of 3 failed',
      'Bun, uploads: has no checks',
    ])
  })
})
