import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TransportInit } from '@oos-js/core'

/** The folder of the wire files. */
const folder = import.meta.dirname

/** What a wire file says, in the order it says it. Lines end in LF alone, so that editors cope. */
export interface WireFile {
  readonly request: string
  /** Where the answer was found: the rest of the line above it. */
  readonly source: string
  readonly answer: string
  /** What a caller gets. */
  readonly output: string
}

/** The path of a command's file. */
export function pathOf(name: string): string {
  return join(folder, `${name}.http`)
}

/** The names of all files. */
export function wireFiles(): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^(.*)\.http$/.exec(file)?.[1] ?? [])
    .sort()
}

/** Takes a file apart. */
export function readWireFile(name: string): WireFile {
  const text = existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : ''
  const parts = /^([^]*?)(?:^|\n)### Answer: (.*)\n\n([^]*?)\n+(?:### Output\n\n([^]*)\n)?$/.exec(
    text,
  )
  if (parts === null) {
    throw new Error(
      `test/wire/${name}.http has no answer. Write "### Answer: " with its source, an empty line, ` +
        'and the answer with its status line; the rest is written by npm test -- -u',
    )
  }
  const [, request = '', source = '', answer = '', output = ''] = parts
  return { request, source, answer, output }
}

/** Puts a file together. */
export function writeWireFile({ request, source, answer, output }: WireFile): string {
  return `${request}\n### Answer: ${source}\n\n${answer}\n\n### Output\n\n${output}\n`
}

/** A request as HTTP/1.1 would carry it, without the headers that a runtime adds. */
export function requestText(url: string, { method, headers, body }: TransportInit): string {
  const { origin, host } = new URL(url)
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`)
  const content = typeof body === 'string' ? body : ''
  const head = [`${method} ${url.slice(origin.length)} HTTP/1.1`, `host: ${host}`, ...lines]
  return `${head.join('\n')}\n\n${content}${content && '\n'}`
}

/** The names of a request's headers, without the one that the runtime adds. */
export function headerNames(request: string): string[] {
  const [head = ''] = request.split('\n\n', 1)
  return head
    .split('\n')
    .slice(2)
    .map((line) => line.slice(0, line.indexOf(':')))
}

/** The answer as a transport gives it. */
export function answerOf(text: string): Response {
  const end = text.search(/\r?\n\r?\n/)
  const [statusLine = '', ...fields] = (end === -1 ? text : text.slice(0, end)).split(/\r?\n/)
  const status = Number(statusLine.split(' ')[1])
  const body =
    end === -1
      ? ''
      : text
          .slice(end)
          .replace(/^\r?\n\r?\n/, '')
          .replace(/\n$/, '')
  const headers = fields.map((field): [string, string] => {
    const colon = field.indexOf(':')
    return [field.slice(0, colon), field.slice(colon + 1).trim()]
  })
  return new Response(body === '' ? null : body, { status, headers })
}
