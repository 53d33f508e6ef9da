import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { defaultAccount } from '@oos-js/emulator'
import { describe, expect, it } from 'vitest'
import { questions } from '../live-check/questions.mjs'
import { servedEmulator } from '../support/served-emulator.ts'
import { root } from '../tools/root.ts'

const { accessKeyId, secretAccessKey } = defaultAccount

describe('npm run live-check', () => {
  const program = join(root, 'test/live-check/live-check.mjs')
  const start = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [program], { env: { PATH: process.env['PATH'], ...env } })

  it('says which variables it needs', async () => {
    await expect(start({})).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('set OOS_ENDPOINT'),
    })
  })

  it('prints a report over a network, on which https alone is missing', async () => {
    const { url, emulator } = await servedEmulator()
    const { stdout } = await start({
      OOS_ENDPOINT: url,
      OOS_IAM_ENDPOINT: url,
      OOS_ACCESS_KEY_ID: accessKeyId,
      OOS_SECRET_ACCESS_KEY: secretAccessKey,
    })
    expect(stdout).toContain(`${questions.length} questions, 2 answered otherwise than assumed`)
    expect(stdout.match(/\*\*no\*\*/g)).toHaveLength(2)
    expect([...emulator.buckets.keys()]).toEqual([])
  })
})
