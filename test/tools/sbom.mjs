// npm run sbom  tells, as CycloneDX, what the published packages are made of: what is installed with them,
// and what is inlined in them
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const names = ['core', 'commands', 'web']

/** The packages as they are when they are installed somewhere else: here npm takes all tools along. */
function installedElsewhere() {
  const folder = mkdtempSync(join(tmpdir(), 'oos-sbom-'))
  try {
    const workspaces = names.flatMap((name) => ['-w', `packages/${name}`])
    const packed = JSON.parse(
      npm(root, 'pack', '--json', '--pack-destination', folder, ...workspaces),
    )
    const dependencies = Object.fromEntries(
      packed.map(({ name, filename }) => [name, `file:${filename}`]),
    )
    const [{ version }] = packed
    const manifest = { name: 'oos-js', version, license: 'MIT', dependencies }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    npm(folder, 'install', '--package-lock-only', '--prefer-offline')
    return JSON.parse(npm(folder, 'sbom', '--package-lock-only', '--sbom-format=cyclonedx'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function npm(cwd, ...words) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  return execFileSync('npm', [...words, ...quiet], { cwd, encoding: 'utf8' })
}

/** What the build puts into @oos-js/core, as npm would name it. */
function inlined(name, license) {
  const { version } = JSON.parse(
    readFileSync(join(root, `node_modules/${name}/package.json`), 'utf8'),
  )
  const purl = `pkg:npm/${name}@${version}`
  return {
    'bom-ref': `${name}@${version}`,
    type: 'library',
    name,
    version,
    purl,
    licenses: [{ license: { id: license } }],
  }
}

const bom = installedElsewhere()
bom.components.push(inlined('spark-md5', 'MIT'))
console.log(JSON.stringify(bom, null, 2))
