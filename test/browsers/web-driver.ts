import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from '../tools/free-ports.ts'
import { startProgram } from './program.ts'

/** One session of a browser, driven by the protocol of https://www.w3.org/TR/webdriver2/. */
export interface WebDriverSession {
  navigate(url: string): Promise<void>
  /** Gives a file to an input that a selector of CSS finds. */
  chooseFile(input: string, path: string): Promise<void>
  /** Ends the session, its browser and its driver. */
  close(): Promise<void>
}

interface Opened {
  readonly sessionId: string
}

/** Milliseconds between two looks whether the driver is ready, and how many of them. */
const look = { every: 50, times: 600 }

/** Starts a driver and one session of its browser. */
export async function startSession(
  driver: string,
  environment: Readonly<Record<string, string>>,
): Promise<WebDriverSession> {
  const [port] = await freePorts(1)
  const program = startProgram(driver, [`--port=${port}`, '--host=127.0.0.1'], environment)
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    })
    const response = await Promise.race([answer, program.ended])
    const { value } = (await response.json()) as { value: unknown }
    if (response.ok) return value
    throw new Error(`${driver}: ${method} ${path}: ${JSON.stringify(value)}`)
  }

  const open = async (): Promise<string> => {
    await untilReady(() => call('GET', '/status'))
    const capabilities = { alwaysMatch: {} }
    const { sessionId } = (await call('POST', '/session', { capabilities })) as Opened
    return `/session/${sessionId}`
  }
  const session = await open().catch(async (error: unknown) => {
    await program.stop()
    throw error
  })
  return {
    async navigate(url) {
      await call('POST', `${session}/url`, { url })
    },
    async chooseFile(input, path) {
      const by = { using: 'css selector', value: input }
      const found = (await call('POST', `${session}/element`, by)) as Record<string, string>
      const [element] = Object.values(found)
      await call('POST', `${session}/element/${element}/value`, { text: path })
    },
    async close() {
      await call('DELETE', session).catch(() => undefined)
      await program.stop()
    },
  }
}

async function untilReady(ask: () => Promise<unknown>): Promise<void> {
  for (let looks = 1; ; looks++) {
    try {
      await ask()
      return
    } catch (error) {
      // Connections are refused until the driver listens.
      if (!(error instanceof TypeError) || looks === look.times) throw error
      await wait(look.every)
    }
  }
}
