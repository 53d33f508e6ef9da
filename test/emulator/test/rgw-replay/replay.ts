import { createEmulator, type Account } from '../../src/index.js'
import { serve } from '../../src/node.js'
import { code, hmac, signatureOf, values, type Answer, type Plain } from '../client.js'
import { exchange } from './exchange.js'
import { outcome, steps, type Step } from './steps.js'

const main: Account = { accessKeyId: 'MAIN', secretAccessKey: 'secret of main', id: 'main' }
const alt: Account = { accessKeyId: 'ALT', secretAccessKey: 'secret of alt', id: 'alt' }

// The second in which most steps were recorded: what was to expire has, and what was not has not.
const recorded = Date.UTC(2026, 10, 22, 11, 25, 51)
const day = 24 * 60 * 60 * 1000

/** Sends all steps to an emulator, one after the other, and tells what each one got. */
export async function replay(): Promise<Map<string, string>> {
  let time = recorded
  const emulator = createEmulator({ accounts: [main, alt], clock: { now: () => time } })
  const server = await serve(emulator)
  const port = Number(new URL(server.url).port)
  const uploads = new Map<string, string>()
  const got = new Map<string, string>()
  try {
    for (const step of steps) {
      time = recorded + (step.daysLater ?? 0) * day
      const answer = await exchange(port, messageOf(step, new Date(time), uploads))
      got.set(step.step, outcomeOf(answer))
      if (step.saves !== undefined) {
        uploads.set(step.saves, values(answer.text, 'UploadId')[0] ?? 'no upload id')
      }
    }
  } finally {
    await server.close()
  }
  return got
}

// Answers to lists of keys name codes too, but theirs are of single keys.
function outcomeOf(answer: Answer): string {
  const found = answer.status < 400 ? undefined : code(answer)
  return outcome({ status: answer.status, ...(found === undefined ? {} : { code: found }) })
}

/** The head and the body of a step, signed again. */
function messageOf(step: Step, now: Date, uploads: ReadonlyMap<string, string>): [string, string] {
  const fill = (text: string): string =>
    text
      .replaceAll('{date}', now.toUTCString())
      .replaceAll(/\{upload:(\w+)\}/g, (_, name: string) => uploads.get(name) ?? 'no upload id')
  const target = fill(step.target)
  const lines = step.headers.map(fill)
  const signature = sign(step, target, lines, fill)
  const body = bodyOf(step).replace('{signature}', signature)
  const host = lines.some((line) => line.startsWith('Host:')) ? [] : ['Host: 127.0.0.1']
  const head = [
    `${step.method} ${target.replace('{signature}', encodeURIComponent(signature))} HTTP/1.1`,
    ...host,
    ...lines.map((line) => line.replace('{signature}', signature)),
    'Connection: close',
  ].join('\r\n')
  return [head.replace('{length}', `${Buffer.byteLength(body)}`), body]
}

function sign(step: Step, target: string, lines: string[], fill: (text: string) => string): string {
  // ALT signs headers only.
  const isAlt = lines.some((line) => line.includes('AWS ALT:'))
  const secret = step.secret ?? (isAlt ? alt : main).secretAccessKey
  const [, policy] = /name="policy"\s+(\S+)/.exec(bodyOf(step)) ?? []
  if (policy !== undefined) return hmac(policy, secret)
  const headers = (step.signs?.headers?.map(fill) ?? lines).map(pair)
  const plain: Plain = {
    method: step.method,
    target: step.signs?.target ?? target,
    headers,
    ...(step.signs?.resource === undefined ? {} : { resource: step.signs.resource }),
  }
  const value = (wanted: string): string | undefined =>
    headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  const dated = value('x-amz-date') === undefined ? value('date') : ''
  const expires = /[?&]Expires=(\d+)/.exec(target)?.[1]
  return signatureOf(plain, step.signs?.line ?? expires ?? dated ?? '', secret)
}

function bodyOf({ body = '' }: Step): string {
  return typeof body === 'string' ? body : body.repeat.repeat(body.times)
}

function pair(line: string): [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), line.slice(colon + 1).trim()]
}
