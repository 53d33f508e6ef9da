// Runtimes that are programs of npm, from this folder's own node_modules. Their install scripts are not
// run, so the programs are named by where they lie.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host, Report } from '../host/host.ts'
import type { Launcher } from './launch.ts'

const here = join(import.meta.dirname, '..')
const modules = join(here, 'node_modules')
const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, { version: string }>>
}

/** A release of Node, called by its alias in package.json. */
export function node(alias: string): Launcher {
  const version = versionOf(alias)
  const title = `Node ${version.split('.')[0] ?? ''}`
  return {
    title,
    version,
    run({ host, app, traits }) {
      const program = existing(title, [join(modules, alias, 'bin/node')])
      return reported(host, program, ['suite/main.mjs', host.url, traits], app)
    },
  }
}

export const deno: Launcher = {
  title: 'Deno',
  version: versionOf('deno'),
  run({ host, app, traits }) {
    const program = existing('Deno', inScope('@deno', 'deno'))
    return reported(host, program, ['run', '--allow-all', 'suite/main.mjs', host.url, traits], app)
  },
}

export const bun: Launcher = {
  title: 'Bun',
  version: versionOf('bun'),
  run({ host, app, traits }) {
    const program = existing('Bun', inScope('@oven', 'bin/bun'))
    return reported(host, program, ['suite/main.mjs', host.url, traits], app)
  },
}

export const workerd: Launcher = {
  title: 'workerd',
  version: versionOf('workerd'),
  run({ host, bundles, traits }) {
    const words = ['workerd.mjs', host.url, traits, join(bundles, 'worker.js')]
    return reported(host, process.execPath, words, import.meta.dirname)
  },
}

export const edgeRuntime: Launcher = {
  title: 'edge-runtime',
  version: versionOf('@edge-runtime/vm'),
  run({ host, bundles, traits }) {
    const words = ['edge-runtime.mjs', host.url, traits, join(bundles, 'edge.js')]
    return reported(host, process.execPath, words, import.meta.dirname)
  },
}

/** Runs something that reports to the host; rejects with what it said if it ends without. */
async function reported(host: Host, file: string, words: string[], cwd: string): Promise<Report> {
  const child = spawn(file, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      reject(new Error(`it ended with ${code ?? 'a signal'}: ${said}`))
    })
  })
  try {
    return await Promise.race([host.report(), ended])
  } finally {
    child.kill()
    await ended.catch(() => undefined)
  }
}

/** The first that is there. What npm has for other machines only is not, and must not be passed over. */
function existing(title: string, files: readonly string[]): string {
  const file = files.find((each) => existsSync(each))
  if (file !== undefined) return file
  const machine = `${process.platform} ${process.arch}`
  throw new Error(
    `There is no ${title} for this machine (${machine}) in test/runtimes/node_modules. ` +
      'test/runtimes/package.json names the packages that have it; linux x64 has all of them.',
  )
}

/** Where a program may be whose package has a package for each kind of machine. */
function inScope(scope: string, file: string): string[] {
  const folder = join(modules, scope)
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, file)) : []
}

function versionOf(name: string): string {
  const entry = packages[`node_modules/${name}`]
  if (entry === undefined) throw new Error(`test/runtimes/package-lock.json has no ${name}`)
  return entry.version.replace('v', '')
}
