import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../tools/root.ts'
import { createProject, run, tool } from './project.ts'
import { startService } from './service.ts'

const installed = (alias: string): string =>
  join(root, 'test/runtimes/node_modules', alias, 'bin/node')

/** The oldest that has `require` of ES modules without a flag, and what came after. */
const releases = {
  'Node 20.19': installed('node20'),
  'Node 22': installed('node22'),
  'Node 24': installed('node24'),
  'Node 26': installed('node26'),
}

describe('a CommonJS program that tsc compiles', () => {
  let project: string
  beforeAll(async () => {
    project = await createProject('require')
    await run(project, tool('tsc'))
  })

  it.each(Object.entries(releases))(
    'uploads an object and reads it back in %s',
    async (_, node) => {
      const { endpoint, accessKeyId, secretAccessKey, sizeOf } = await startService()
      const said = await run(project, node, 'use.cjs', endpoint, accessKeyId, secretAccessKey)
      expect(said).toBe('Hello, 世界, 11534336')
      expect(sizeOf('film.mp4')).toBe(11_534_336)
    },
  )
})
