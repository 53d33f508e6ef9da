import { OosClient, type Credentials } from '@oos-js/core'
import { describe, expect, it } from 'vitest'
import { clock } from '../support/client.ts'
import { commandNames, makeCommand, type CommandName } from '../wire/commands.ts'
import { headersSent } from '../wire/headers.ts'
import { outputText } from '../wire/output-text.ts'
import { samples } from '../wire/samples.ts'
import {
  answerOf,
  headerNames,
  pathOf,
  readWireFile,
  requestText,
  wireFiles,
  writeWireFile,
} from '../wire/wire-file.ts'

/** The access key of Amazon's and the vendor's examples. */
const credentials: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

/** Requests that differ by more than their command. */
const variants: Readonly<Record<string, { command: CommandName; credentials: Credentials }>> = {
  'HeadBucket.temporary-key': {
    command: 'HeadBucket',
    credentials: { ...credentials, sessionToken: 'not-a-token' },
  },
}

const names = [...commandNames, ...Object.keys(variants)].sort()

/** Sends a sample, answers with what its file says, and makes that file anew. */
async function exchange(name: string): Promise<string> {
  const { source, answer } = readWireFile(name)
  const variant = variants[name] ?? { command: name as CommandName, credentials }
  const requests: string[] = []
  const client = new OosClient({
    endpoint: 'https://oos-cn.ctyunapi.cn',
    credentials: variant.credentials,
    clock,
    maxAttempts: 1,
    fetch: async (url, init) => {
      requests.push(requestText(url, init))
      return answerOf(answer)
    },
  })
  const command = makeCommand(variant.command, samples[variant.command])
  const output = await client.send(command)
  expect(requests).toHaveLength(1)
  return writeWireFile({
    request: requests[0]!,
    source,
    answer,
    output: await outputText(output),
  })
}

describe('what commands send, and make of an answer', () => {
  it('is written down for each command, and for nothing else', () => {
    expect(wireFiles()).toEqual(names)
  })

  it.each(names)('%s', async (name) => {
    await expect(await exchange(name)).toMatchFileSnapshot(pathOf(name))
  })
})

describe('headers', () => {
  const sent = new Set(
    wireFiles().flatMap((name) =>
      headerNames(readWireFile(name).request).map((header) =>
        header.replace(/^x-amz-meta-.*/, 'x-amz-meta-*'),
      ),
    ),
  )

  it('are the documented ones and no others', () => {
    expect([...sent].sort()).toEqual(headersSent)
  })

  it('are none that pages may not set', () => {
    const forbidden = /^(accept-charset|connection|content-length|cookie|date|expect|host|te|via)$/
    expect([...sent].filter((name) => forbidden.test(name) || /^(proxy|sec)-/.test(name))).toEqual(
      [],
    )
  })
})
