import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProject, run, tool } from './project.ts'
import { startService } from './service.ts'

const settings = {
  'NodeNext, without the DOM': { module: 'NodeNext', lib: ['ES2022'], types: ['node'] },
  'NodeNext, with the DOM': { module: 'NodeNext', lib: ['ES2022', 'DOM'], types: [] },
  'Bundler, without the DOM': {
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['ES2022'],
    types: ['node'],
  },
  'Bundler, with the DOM': {
    module: 'ESNext',
    moduleResolution: 'Bundler',
    lib: ['ES2022', 'DOM'],
    types: [],
  },
}

const strict = {
  target: 'ES2022',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  outDir: 'out',
}

describe.each(Object.entries(settings))('tsc with %s', (_, options) => {
  it('compiles a program that uploads an object and reads it back', async () => {
    const project = await createProject('typescript')
    const configuration = { compilerOptions: { ...strict, ...options }, files: ['use.ts'] }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(configuration))
    await run(project, tool('tsc'))

    const { endpoint, sizeOf, ...credentials } = await startService()
    const words = JSON.stringify([endpoint, credentials]).slice(1, -1)
    const program = `import { use } from './out/use.js'; console.log(await use(${words}))`
    const said = await run(project, process.execPath, '--input-type=module', '--eval', program)
    expect(said).toBe('Hello, 世界, 11534336, true')
    expect(sizeOf('film.mp4')).toBe(11_534_336)
  })
})
