import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommandLine } from '../src/command-line.js'
import { run, scriptOf, start, type Script } from './process.js'

describe('the words of a command line', () => {
  it('may be none: a free port on loopback, in memory, no websites', () => {
    expect(readCommandLine([])).toEqual({
      port: 0,
      websitePort: undefined,
      data: undefined,
      host: '127.0.0.1',
      allowRemote: false,
      help: false,
    })
  })

  it('are options, with a space or an equals sign', () => {
    const words = '--port 8080 --website-port=8081 --data dir --host=0.0.0.0 --allow-remote --help'
    expect(readCommandLine(words.split(' '))).toEqual({
      port: 8080,
      websitePort: 8081,
      data: 'dir',
      host: '0.0.0.0',
      allowRemote: true,
      help: true,
    })
  })

  it.each([
    ['--port=65536', '--port needs a number from 0 to 65535, not "65536"'],
    ['--port=x', '--port needs a number from 0 to 65535, not "x"'],
    ['--website-port=', '--website-port needs a number from 0 to 65535, not ""'],
    ['--data=', '--data needs the name of a folder'],
    ['--prot=1', "Unknown option '--prot'"],
    ['8080', "Unexpected argument '8080'"],
    ['--port', "'--port <value>' argument missing"],
  ])('are refused if they are %s', (word, message) => {
    expect(() => readCommandLine([word])).toThrow(message)
  })
})

describe('the emulator in a shell', { timeout: 30_000 }, () => {
  let script: Script

  beforeAll(async () => {
    script = await scriptOf('../src/cli.ts')
  }, 60_000)

  afterAll(() => script.remove())

  it('shows how it is used if asked to', async () => {
    const { code, out } = await run(script, ['--help'])
    expect([code, out]).toEqual([0, expect.stringMatching(/^Usage: [^]*--data <folder>/)])
  })

  it('shows how it is used if it does not understand', async () => {
    const { code, error } = await run(script, ['--prot', '1'])
    expect([code, error]).toEqual([2, expect.stringMatching(/^Unknown option '--prot'[^]*Usage: /)])
  })

  it('listens on loopback only', async () => {
    const { code, error } = await run(script, ['--host', '0.0.0.0'])
    expect([code, error]).toEqual([1, expect.stringMatching(/loopback addresses only.*\n$/)])
  })

  it('listens elsewhere if it is allowed to, with a warning', async () => {
    const server = await start(script, ['--host', '0.0.0.0', '--allow-remote'])
    await server.end('SIGTERM')
    expect(server.url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/)
    expect(server.text()).toMatch(/^Warning: whoever reaches this address/m)
  })

  it('tells what to paste: endpoint, websites and keys', async () => {
    const server = await start(script, ['--website-port', '0'])
    await server.end('SIGTERM')
    expect(server.text()).toMatch(
      /^endpoint {3}http:\S+\nwebsites {3}http:\S+\naccess key OOSEMU\S+\nsecret key \S+\n/m,
    )
  })

  it('refuses a folder that another process uses, and takes it after a kill', async () => {
    await mkdir(script.folder)
    const first = await start(script, ['--data', script.folder])
    const { code, error } = await run(script, ['--data', script.folder])
    await first.end('SIGKILL')
    const second = await start(script, ['--data', script.folder])
    await second.end('SIGTERM')
    expect([code, error]).toEqual([1, expect.stringMatching(/in use by another emulator/)])
  })
})
