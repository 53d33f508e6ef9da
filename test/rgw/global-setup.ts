import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { freePorts } from '../tools/free-ports.ts'

/** One user of the gateway. */
export interface RgwUser {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The gateway's address, without a slash at its end. */
    endpoint: string
    /** The user the tests act as. */
    user: RgwUser
    /** Another one, who owns nothing. */
    otherUser: RgwUser
  }
}

const user = {
  accessKeyId: 'OOSRGWUSER0000000001',
  secretAccessKey: 'rgw/Secret+1=abcdefghijklmnopqrstuvwxyz0',
}
const otherUser = {
  accessKeyId: 'OOSRGWUSER0000000002',
  secretAccessKey: 'rgw/Secret+2=abcdefghijklmnopqrstuvwxyz0',
}

const start = fileURLToPath(new URL('start.sh', import.meta.url))
const stop = fileURLToPath(new URL('stop.sh', import.meta.url))

/** Starts a gateway for this run on free ports, and ends it however the run ends. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'oos-rgw-'))
  const [rgwPort, monPort] = await freePorts(2)

  // The daemons outlive this process, and a Ctrl-C, unless they are stopped.
  const end = (): void => {
    forget()
    spawnSync(stop, [folder], { stdio: 'ignore' })
    rmSync(folder, { recursive: true, force: true })
  }
  const endOn = (signal: NodeJS.Signals): void => {
    end()
    process.kill(process.pid, signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const forget = (): void => {
    process.off('exit', end)
    for (const signal of signals) process.off(signal, endOn)
  }
  process.on('exit', end)
  for (const signal of signals) process.on(signal, endOn)

  try {
    await promisify(execFile)(start, [folder], {
      env: {
        ...process.env,
        RGW_PORT: String(rgwPort),
        MON_PORT: String(monPort),
        S3_ACCESS_KEY: user.accessKeyId,
        S3_SECRET_KEY: user.secretAccessKey,
        S3_ALT_ACCESS_KEY: otherUser.accessKeyId,
        S3_ALT_SECRET_KEY: otherUser.secretAccessKey,
      },
    })
  } catch (error) {
    end()
    throw error
  }
  project.provide('endpoint', `http://127.0.0.1:${rgwPort}`)
  project.provide('user', user)
  project.provide('otherUser', otherUser)
  return end
}
