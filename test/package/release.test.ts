import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../tools/root.ts'

const packages = ['core', 'commands', 'web']

interface Component {
  readonly name: string
  readonly version: string
  readonly licenses: readonly [{ readonly license: { readonly id: string } }]
}

describe('what is published', () => {
  it('is listed with all that it is made of, under licences that ask for no more than a notice', () => {
    const script = join(root, 'test/tools/sbom.mjs')
    const output = execFileSync(process.execPath, [script], { encoding: 'utf8' })
    const { components } = JSON.parse(output) as { components: Component[] }
    const names = components.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(['@oos-js/core', '@oos-js/web', 'fast-xml-parser', 'spark-md5']),
    )
    // Nothing that builds or tests is in it.
    expect(names.filter((name) => /vitest|rollup|msw/.test(name))).toEqual([])
    expect(
      new Set(components.flatMap(({ licenses }) => licenses.map((one) => one.license.id))),
    ).toEqual(new Set(['MIT']))
  }, 60_000)

  it('gets one version for all packages, also where they name each other, from one note', () => {
    const copy = mkdtempSync(join(tmpdir(), 'oos-release-'))
    onTestFinished(() => {
      rmSync(copy, { recursive: true })
    })
    const manifests = ['.', 'test/emulator', ...packages.map((name) => `packages/${name}`)]
    for (const file of [
      ...manifests.map((folder) => `${folder}/package.json`),
      '.changeset/config.json',
    ]) {
      mkdirSync(dirname(join(copy, file)), { recursive: true })
      cpSync(join(root, file), join(copy, file))
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
    writeFileSync(
      join(copy, '.changeset/note.md'),
      "---\n'@oos-js/core': minor\n---\n\nAdded a thing.\n",
    )
    const git = [
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'init.defaultBranch=main',
    ]
    for (const words of [
      ['init', '-q'],
      ['add', '.changeset', 'packages'],
      ['commit', '-qm', 'a'],
    ]) {
      execFileSync('git', [...git, ...words], { cwd: copy })
    }
    const before = manifestOf(copy, 'core').version
    execFileSync(process.execPath, [join(root, 'node_modules/@changesets/cli/bin.js'), 'version'], {
      cwd: copy,
      stdio: 'pipe',
    })
    const next = manifestOf(copy, 'core').version
    expect(next).not.toBe(before)
    for (const name of packages) {
      const { version, dependencies = {} } = manifestOf(copy, name)
      const ours = Object.entries(dependencies).filter(([other]) => other.startsWith('@oos-js/'))
      expect([version, ...ours.map(([, named]) => named)]).toEqual([
        version,
        ...ours.map(() => next),
      ])
      expect(version).toBe(next)
    }
    expect(readFileSync(join(copy, 'packages/core/CHANGELOG.md'), 'utf8')).toContain(
      'Added a thing.',
    )
  }, 60_000)
})

interface Manifest {
  readonly version: string
  readonly dependencies?: Readonly<Record<string, string>>
}

function manifestOf(folder: string, name: string): Manifest {
  return JSON.parse(readFileSync(join(folder, `packages/${name}/package.json`), 'utf8')) as Manifest
}
