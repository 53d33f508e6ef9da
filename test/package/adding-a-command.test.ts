import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileBlocksOf, patched } from '../docs/files.ts'
import { blocksOf } from '../docs/pages.ts'
import { root } from '../tools/root.ts'

const page = 'docs/contributing.md'

// A copy of the repository: what it links to is only read.
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'oos-steps-')))
afterAll(() => {
  rmSync(copy, { recursive: true })
})

function makeCopy(): void {
  const left = ['node_modules', '.out', 'api']
  const files = [
    'package.json',
    'tsconfig.json',
    'rollup.config.mjs',
    '.prettierrc.json',
    'LICENSE',
    'README.md',
  ]
  for (const name of files) {
    cpSync(join(root, name), join(copy, name))
  }
  for (const name of ['packages', 'test', 'docs']) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      // What is built stays newer than its sources.
      preserveTimestamps: true,
      filter: (path) => !left.includes(basename(path)),
    })
  }
  const modules = join(copy, 'node_modules')
  mkdirSync(join(modules, '@oos-js'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@oos-js') symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  for (const name of ['core', 'commands', 'web']) {
    symlinkSync(join(copy, 'packages', name), join(modules, '@oos-js', name))
  }
  symlinkSync(join(copy, 'test/emulator'), join(modules, '@oos-js/emulator'))
}

function followBlocks(): void {
  for (const block of fileBlocksOf(page)) {
    const path = join(copy, block.file)
    if (block.language === 'diff') {
      writeFileSync(path, patched(readFileSync(path, 'utf8'), block))
    } else {
      expect(existsSync(path), `line ${block.line}: ${block.file} is new`).toBe(false)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, block.code)
    }
  }
}

/** Runs a program in the copy, as at home: `OOS_REQUIRE` asks of the whole run, not of one file. A failure has what it printed. */
function run(program = '', ...inputs: string[]): Promise<string> {
  const options = {
    cwd: copy,
    env: { ...process.env, CI: '', OOS_REQUIRE: '' },
    maxBuffer: 2 ** 26,
  }
  return new Promise((resolve, reject) => {
    execFile(program, inputs, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} ${inputs.join(' ')}\n${stdout}\n${stderr}`))
    })
  })
}

const [steps] = blocksOf(page).filter(
  ({ language, heading }) => language === 'sh' && heading.startsWith('6.'),
)
const commands = steps!.code.trimEnd().split('\n')

beforeAll(() => {
  makeCopy()
  followBlocks()
})

it('needs the six steps of the page and no more', { timeout: 300_000 }, async () => {
  const [build, ...others] = commands.map((command) => command.split(' '))
  expect(others.pop()).toEqual(['npm', 'test'])
  await run(...build!)
  await Promise.all(others.map((command) => run(...command)))

  // In the place of `npm test`: what the compiler says of the inputs and the tour, and the tests of all commands.
  const settings = { extends: './tsconfig.json', include: ['wire/*.ts', 'commands/wire.test.ts'] }
  writeFileSync(join(copy, 'test/tsconfig.steps.json'), JSON.stringify(settings))
  await run(process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'test/tsconfig.steps.json')
  const printed = await run(
    process.execPath,
    'node_modules/vitest/vitest.mjs',
    ...['run', '--config', 'test/vitest.config.ts', '--project', 'node'],
    ...['test/commands/wire', 'test/commands/coverage', 'test/commands/descriptors'],
    ...['test/emulator/test/operations', 'test/docs/operations', 'test/docs/examples'],
  )
  expect(printed).toMatch(/\d+ passed, 0 failed/)

  const wire = readFileSync(join(copy, 'test/wire/GetBucketRequestPayment.http'), 'utf8')
  expect(wire).toMatch(/^GET \/photos\/\?requestPayment HTTP\/1\.1\n/)
  expect(wire).toContain('"Payer": "BucketOwner"')

  // As built, by somebody who has installed the packages.
  const script = `
    import { CreateBucketCommand, GetBucketRequestPaymentCommand } from '@oos-js/commands'
    import { OosClient } from '@oos-js/core'
    import { createEmulator, defaultAccount } from '@oos-js/emulator'
    import { serve } from '@oos-js/emulator/node'
    const server = await serve(createEmulator())
    const client = new OosClient({ endpoint: server.url, credentials: defaultAccount })
    await client.send(new CreateBucketCommand({ Bucket: 'photos' }))
    const { Payer } = await client.send(new GetBucketRequestPaymentCommand({ Bucket: 'photos' }))
    console.log(Payer)
    await server.close()`
  writeFileSync(join(copy, 'proof.mjs'), script)
  expect(await run(process.execPath, 'proof.mjs')).toBe('BucketOwner\n')
})
